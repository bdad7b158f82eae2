"""Photos on the inspector's form: pasted, dropped, from before and after. What is none is named; nothing is lost."""

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from playwright.sync_api import expect

from core.domain import jobs, photo_formats
from inspections.models import Ticket
from tests.journeys import steps
from tests.journeys.laptop import Laptop, save, waits, write


def test_a_pasted_photo_is_made_small_and_keeps_what_the_camera_wrote(laptop, tmp_path):
    laptop.open_form()
    write(laptop, "粘贴照片")
    laptop.page.evaluate(PASTE, list(_with_exif(tmp_path)))
    laptop.page.locator(".preview figure").wait_for()
    save(laptop)
    waits(laptop, "sent", 1)
    photo = Ticket.objects.get().photos.get()
    jobs.run_waiting()
    photo.refresh_from_db()
    assert (photo.width, photo.height) == (1080, 1920)
    assert (f"{photo.taken_at:%Y-%m-%d}", round(photo.latitude, 2)) == ("2026-11-20", 38.52)


PASTE = """bytes => {
    const file = new File([new Uint8Array(bytes)], "camera.jpg", { type: "image/jpeg" });
    const given = new DataTransfer();
    given.items.add(file);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: given, bubbles: true }));
}"""


def _with_exif(folder) -> bytes:
    """Return a photo of 3840 × 2160 that lies on its side, as a phone writes it."""
    image, path = Image.new("RGB", (3840, 2160), "teal"), folder / "exif.jpg"
    facts = image.getexif()
    facts[Base.Orientation] = 6
    facts.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "2026:11:20 09:30:00"
    place = facts.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitude], place[GPS.GPSLatitudeRef] = (38.0, 31.0, 12.0), "N"
    place[GPS.GPSLongitude], place[GPS.GPSLongitudeRef] = (114.0, 59.0, 0.0), "E"
    image.save(path, "JPEG", exif=facts)
    return path.read_bytes()


def test_what_is_fixed_on_the_spot_asks_for_both_photos_and_loses_nothing(laptop, tmp_path):
    laptop.open_form()
    write(laptop, "当场整改", photos=[steps.photo(tmp_path, "before")])
    laptop.page.check("[name=on_the_spot]")
    laptop.page.keyboard.press("Control+Enter")
    expect(laptop.page.locator(".field-after .said")).to_contain_text("整改后")
    laptop.page.set_input_files("[name=after]", steps.photo(tmp_path, "after"))
    laptop.page.locator(".after-photos .preview figure").wait_for()
    save(laptop)
    waits(laptop, "sent", 1)
    ticket = Ticket.objects.get()
    assert (ticket.on_the_spot, sorted(ticket.photos.values_list("role", flat=True))) == (True, ["after", "before"])


def test_what_is_no_photo_is_named_and_the_rest_is_kept(laptop, tmp_path):
    laptop.open_form()
    write(laptop, "拖放文件", photos=[steps.photo(tmp_path, "a")])
    _drop(laptop, "notes.jpg", list("只是文字".encode()))
    _drop(laptop, "list.txt", [65])
    # Each is said right behind the photos, so the last one first.
    told = laptop.page.locator(".field-photos .said")
    expect(told).to_have_text(["“list.txt”不是照片，或无法读取。", "“notes.jpg”不是照片，或无法读取。"])
    save(laptop)
    waits(laptop, "sent", 1)
    assert (Ticket.objects.get().description, Ticket.objects.get().photos.count()) == ("拖放文件", 1)


def test_a_heic_photo_is_refused_at_once_where_the_portal_cannot_read_it(laptop, monkeypatch):
    known = [each for each in photo_formats.FORMATS if each.name != "HEIC"]
    monkeypatch.setattr(photo_formats, "FORMATS", known)
    laptop.open_form()
    write(laptop, "手机照片")
    _drop(laptop, "IMG_1.HEIC", HEIC)
    expect(laptop.page.locator(".field-photos .said")).to_contain_text("请将手机相机设为 JPEG")
    expect(laptop.page.locator("[name=description]")).to_have_value("手机照片")


def test_what_the_portal_would_find_too_large_is_named_at_once(laptop, settings):
    settings.PHOTO_MAX_BYTES = len(HEIC) - 1
    laptop.open_form()
    write(laptop, "超大照片")
    _drop(laptop, "IMG_2.heics", HEIC)
    expect(laptop.page.locator(".field-photos .said")).to_contain_text("超过")
    expect(laptop.page.locator(".field-photos figure")).to_have_count(0)


HEIC = [0, 0, 0, 16, *b"ftypheic", 0, 0, 0, 0]
DROP = """([name, bytes]) => {
    const given = new DataTransfer();
    given.items.add(new File([new Uint8Array(bytes)], name, { type: name.endsWith("jpg") ? "image/jpeg" : "" }));
    document.querySelector(".field-photos").dispatchEvent(
        new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true }));
}"""


def _drop(laptop: Laptop, name: str, content: list[int]) -> None:
    laptop.page.evaluate(DROP, [name, content])
