"""Photo files of the demonstration: each scene is drawn once and shared by many tickets."""

import hashlib
import io
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from core.choices import PhotoState
from inspections.choices import PhotoRole
from inspections.models import TicketPhoto
from reports.demo import scenes
from reports.demo.story import Told

VARIANTS = 2
THUMBNAIL = (320, 240)
Files = dict[tuple[str, int, bool], dict[str, Any]]


@dataclass(frozen=True)
class Album:
    """The stored scenes, by kind, variant, and whether they show the place after the work."""

    files: Files

    def photo(self, told: Told, role: PhotoRole, rng: Random) -> TicketPhoto:
        """Return the row of one photo that came with an event."""
        ticket, event = told.event.ticket, told.event
        kind = scenes.SCENE_OF.get(ticket.category.name, "litter")
        is_after = role == PhotoRole.AFTER
        return TicketPhoto(
            id=UUID(int=rng.getrandbits(128), version=4),
            ticket_id=ticket.pk,
            event_id=event.pk,
            role=role,
            taken_at=event.at,
            longitude=ticket.longitude,
            latitude=ticket.latitude,
            uploaded_by_id=event.actor_id,
            **self.files[kind, ticket.pk % VARIANTS, is_after],
        )


def album() -> Album:
    """Draw and store the scenes that are not stored yet."""
    return Album(
        {
            (kind, variant, after): _stored(number, kind, variant, after)
            for number, kind in enumerate(scenes.PROBLEMS, start=1)
            for variant in range(VARIANTS)
            for after in (False, True)
        }
    )


def _stored(number: int, kind: str, variant: int, after: bool) -> dict[str, Any]:
    name = f"{kind}-{variant + 1}-{'after' if after else 'before'}.jpg"
    label = f"演示图片 {number:02}-{variant + 1} {'整改后' if after else '整改前'}"
    image = scenes.draw(kind, variant, after=after, label=label)
    content = _jpeg(image)
    return {
        "original": _keep(f"photos/originals/demo/{name}", content),
        "display": _keep(f"photos/display/demo/{name}", content),
        "thumbnail": _keep(f"photos/thumbnails/demo/{name}", _jpeg(image.resize(THUMBNAIL))),
        "file_name": name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "width": image.width,
        "height": image.height,
        "state": PhotoState.READY,
    }


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _keep(name: str, content: bytes) -> str:
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
    return name
