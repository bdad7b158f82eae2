"""What is a photo, what is none, and what is made of one."""

import io
import struct
import tracemalloc
import zlib
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.JpegImagePlugin import JpegImageFile

from core.choices import PhotoState
from core.domain import photo_copies, photos
from core.errors import UnreadablePhoto
from inspections.models import TicketPhoto

SHANGHAI = ZoneInfo("Asia/Shanghai")


def picture(kind: str = "JPEG", *, size=(80, 60), mode: str = "RGB", **options) -> bytes:
    stream = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(stream, kind, **options)
    return stream.getvalue()


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def bomb(width: int, height: int) -> bytes:
    """Return a small PNG that claims to be large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 7) // 8 + 1) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# --- The check ------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WebP", ".webp")])
def test_a_photo_is_known_by_its_content_whatever_its_name(kind, suffix):
    checked = photos.check(upload(picture(kind), "C:\\fakepath\\门口 照片.doc"))
    assert (checked.format, checked.width, checked.height, checked.suffix) == (kind, 80, 60, suffix)
    assert len(checked.sha256) == 64
    assert checked.file.tell() == 0


def test_a_name_is_made_safe():
    assert photos.check(upload(picture(), "../../etc/门口 1.JPEG")).name == "门口_1.jpg"


INCOMPLETE, DAMAGED, NONE = (
    "“a.jpg”不完整，文件末尾缺失，请重新上传。",
    "“a.jpg”已损坏，无法读取。",
    "“a.jpg”不是照片。",
)
LARGE = {"size": (400, 300)}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"%PDF-1.7\n%...", NONE, id="a PDF"),
        pytest.param(b"", NONE, id="nothing"),
        pytest.param(b"GIF89a" + bytes(40), NONE, id="a GIF"),
        pytest.param(picture(**LARGE)[:-400], INCOMPLETE, id="a JPEG without its end"),
        pytest.param(picture(**LARGE)[:-2], INCOMPLETE, id="a JPEG without its mark of end"),
        pytest.param(picture()[:100], DAMAGED, id="the head of a JPEG"),
        pytest.param(picture("PNG", **LARGE)[:-12], INCOMPLETE, id="a PNG without its last chunk"),
        pytest.param(picture("PNG", **LARGE)[:-300], INCOMPLETE, id="a PNG without its end"),
        pytest.param(picture("WebP", **LARGE)[:-20], DAMAGED, id="a WebP without its end"),
        pytest.param(b"\xff\xd8\xff" + bytes(200), DAMAGED, id="a JPEG of zeros"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(200), DAMAGED, id="a PNG of zeros"),
        pytest.param(bomb(30_000, 30_000), "“a.jpg”尺寸过大：30000 × 30000 像素。", id="a bomb"),
    ],
)
def test_what_is_no_whole_photo_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(UnreadablePhoto) as refusal:
        photos.check(upload(content, "a.jpg"))
    assert str(refusal.value).startswith(sentence)


def test_a_bomb_is_refused_without_being_unpacked():
    content = bomb(30_000, 30_000)
    tracemalloc.start()
    with pytest.raises(UnreadablePhoto):
        photos.check(upload(content))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000


def test_a_file_that_is_too_large_is_refused(settings):
    settings.PHOTO_MAX_BYTES = 1024 * 1024
    with pytest.raises(UnreadablePhoto, match="超过 1 MB"):
        photos.check(upload(picture() + bytes(1024 * 1024)))


@pytest.mark.parametrize("kind", ["PNG", "WebP"])
def test_an_animation_is_refused(kind):
    stream = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(stream, kind, save_all=True, append_images=frames[1:])
    with pytest.raises(UnreadablePhoto, match="动图"):
        photos.check(upload(stream.getvalue()))


def test_what_a_phone_appends_after_the_picture_does_not_matter():
    assert photos.check(upload(picture() + b"MotionPhoto" + bytes(5000))).format == "JPEG"


def test_the_end_of_an_embedded_thumbnail_is_not_taken_for_the_end_of_the_picture():
    exif = b"Exif\0\0" + picture(size=(16, 12))
    whole = picture(exif=exif)
    assert photos.check(upload(whole)).format == "JPEG"
    with pytest.raises(UnreadablePhoto):
        photos.check(upload(whole[:-100]))


# --- The preparation ------------------------------------------------------------------------


def stored(content: bytes) -> TicketPhoto:
    """Return an unsaved photo with its original stored; ``prepare`` saves it where its row exists."""
    photo = TicketPhoto(file_name="photo.jpg")
    photo.original.save("original", upload(content), save=False)
    return photo


@pytest.fixture
def prepared(monkeypatch):
    """Prepare a photo that no ticket owns: only the row itself is not written."""
    monkeypatch.setattr(TicketPhoto, "save", lambda self, **kwargs: None)
    return lambda content: photos.prepare(stored(content))


def opened(file) -> Image.Image:
    with file.open("rb") as stream:
        return Image.open(io.BytesIO(stream.read()))


@pytest.mark.parametrize(
    ("size", "display", "thumbnail"),
    [
        ((4000, 3000), (1920, 1440), (320, 240)),
        ((3000, 4000), (1440, 1920), (240, 320)),
        ((640, 480), (640, 480), (320, 240)),
        ((100, 50), (100, 50), (100, 50)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_copies_are_small_and_never_enlarged(prepared, kind, size, display, thumbnail):
    photo = prepared(picture(kind, size=size))
    assert (photo.state, photo.width, photo.height) == (PhotoState.READY, *display)
    assert (opened(photo.display).size, opened(photo.thumbnail).size) == (display, thumbnail)
    assert opened(photo.display).format == opened(photo.thumbnail).format == "JPEG"


@pytest.mark.parametrize(("size", "decoded"), [((4000, 3000), (2000, 1500)), ((3000, 4000), (1500, 2000))])
def test_no_more_of_a_large_jpeg_is_decoded_than_is_shown(size, decoded):
    with JpegImageFile(io.BytesIO(picture(size=size))) as image:
        image.draft("RGB", photo_copies.fitted(image.size, 1920))
        assert image.size == decoded


def exif_of(**tags) -> Image.Exif:
    exif = Image.Exif()
    exif[Base.Orientation] = tags.get("orientation", 1)
    exif[Base.Make] = "某手机"
    shot = exif.get_ifd(IFD.Exif)
    for tag, value in (tags.get("exif") or {}).items():
        shot[tag] = value
    place = exif.get_ifd(IFD.GPSInfo)
    for tag, value in (tags.get("gps") or {}).items():
        place[tag] = value
    return exif


IN_THE_CITY = {
    GPS.GPSLatitudeRef: "N",
    GPS.GPSLatitude: (38.0, 30.0, 58.68),
    GPS.GPSLongitudeRef: "E",
    GPS.GPSLongitude: (114.0, 59.0, 24.0),
}


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, "top left"), (3, "bottom right"), (6, "top right"), (8, "bottom left")],
)
def test_a_photo_is_stood_upright(prepared, orientation, corner):
    image = Image.new("L", (80, 60), 0)
    image.paste(255, (0, 0, 20, 20))
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif_of(orientation=orientation))
    display = opened(prepared(stream.getvalue()).display).convert("L")
    width, height = display.size
    corners = {
        "top left": (5, 5),
        "top right": (width - 5, 5),
        "bottom left": (5, height - 5),
        "bottom right": (width - 5, height - 5),
    }
    assert [name for name, spot in corners.items() if display.getpixel(spot) > 128] == [corner]
    assert (width, height) == ((80, 60) if orientation in (1, 3) else (60, 80))


def test_time_and_place_are_read_and_then_gone(prepared):
    exif = exif_of(exif={Base.DateTimeOriginal: "2026:11:23 08:15:30"}, gps=IN_THE_CITY)
    photo = prepared(picture(exif=exif))
    assert photo.taken_at == datetime(2026, 11, 23, 8, 15, 30, tzinfo=SHANGHAI)
    assert (photo.longitude, photo.latitude) == (114.99, 38.5163)
    for copy in (photo.display, photo.thumbnail):
        assert dict(opened(copy).getexif()) == {}
        assert "comment" not in opened(copy).info


def test_a_time_with_an_offset_is_taken_at_its_word(prepared):
    tags = {Base.DateTimeOriginal: "2026:11:23 00:15:30", Base.OffsetTimeOriginal: "+00:00"}
    photo = prepared(picture(exif=exif_of(exif=tags)))
    assert photo.taken_at == datetime(2026, 11, 23, 8, 15, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "tags",
    [
        {},
        {"exif": {Base.DateTimeOriginal: "0000:00:00 00:00:00"}},
        {"exif": {Base.DateTimeOriginal: "1970:01:01 00:00:00"}},
        {"gps": {**IN_THE_CITY, GPS.GPSLatitude: (91.0, 0.0, 0.0)}},
        {"gps": {GPS.GPSLatitude: (38.0, 30.0, 0.0), GPS.GPSLatitudeRef: "N"}},
        {"gps": {tag: value if isinstance(value, str) else (0.0, 0.0, 0.0) for tag, value in IN_THE_CITY.items()}},
    ],
)
def test_impossible_time_or_place_is_none(prepared, tags):
    photo = prepared(picture(exif=exif_of(**tags)))
    assert (photo.state, photo.taken_at, photo.longitude, photo.latitude) == (PhotoState.READY, None, None, None)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK", "I;16"])
def test_every_kind_of_picture_becomes_a_plain_one(prepared, mode):
    photo = prepared(picture("JPEG" if mode == "CMYK" else "PNG", mode=mode))
    assert (photo.state, opened(photo.display).mode) == (PhotoState.READY, "RGB")


def test_what_is_transparent_becomes_white(prepared):
    stream = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(stream, "PNG")
    assert opened(prepared(stream.getvalue()).display).getpixel((10, 10)) == (255, 255, 255)


def test_a_photo_that_is_broken_inside_fails_with_a_sentence_and_keeps_its_original(prepared):
    content = bytearray(picture("PNG", size=(400, 300)))
    content[60:160] = bytes(100)
    photo = prepared(bytes(content))
    assert (photo.state, photo.error) == (PhotoState.FAILED, "图片已损坏，无法显示。")
    assert (bool(photo.display), bool(photo.thumbnail), bool(photo.original)) == (False, False, True)


def test_a_photo_is_prepared_once(prepared):
    photo = prepared(picture())
    name = photo.display.name
    assert photos.prepare(photo).display.name == name
