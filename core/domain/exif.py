"""Time and place in a photo's EXIF. Whatever is absent, unreadable or impossible is None: cameras write anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from PIL.ExifTags import GPS, IFD, Base
from PIL.Image import Exif

EARLIEST = 2000


@dataclass(frozen=True)
class Shot:
    """When and where a photo was taken: an aware time, WGS-84 degrees."""

    taken_at: datetime | None = None
    longitude: float | None = None
    latitude: float | None = None


def read(exif: Exif) -> Shot:
    """Return what ``exif`` says. A time without an offset is the portal's own (Asia/Shanghai)."""
    place = _place(exif.get_ifd(IFD.GPSInfo))
    return Shot(_taken_at(exif.get_ifd(IFD.Exif)), *(place or (None, None)))


def _taken_at(tags: Mapping[int, Any]) -> datetime | None:
    text = str(tags.get(Base.DateTimeOriginal, "")).strip("\0 ")
    offset = str(tags.get(Base.OffsetTimeOriginal, "")).strip("\0 ")
    for written, form in ((text + offset, "%Y:%m:%d %H:%M:%S%z"), (text, "%Y:%m:%d %H:%M:%S")):
        try:
            moment = datetime.strptime(written, form)
        except ValueError:
            continue
        if moment.year >= EARLIEST:
            return moment if moment.tzinfo else timezone.make_aware(moment)
    return None


def _place(tags: Mapping[int, Any]) -> tuple[float, float] | None:
    longitude = _degrees(tags.get(GPS.GPSLongitude), tags.get(GPS.GPSLongitudeRef), "W")
    latitude = _degrees(tags.get(GPS.GPSLatitude), tags.get(GPS.GPSLatitudeRef), "S")
    if longitude is None or latitude is None or (longitude, latitude) == (0, 0):
        return None
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) <= 90 else None


def _degrees(parts: Any, hemisphere: Any, negative: str) -> float | None:
    """Return degrees, minutes and seconds as one number, rounded to about a decimetre."""
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = round(degrees + minutes / 60 + seconds / 3600, 6)
    if value != value:  # an unset rational is not a number
        return None
    return -value if str(hemisphere).strip("\0 ").upper() == negative else value
