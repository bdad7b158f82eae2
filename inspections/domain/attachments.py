"""The photos of an event: checked before anything is locked, stored with it, prepared afterwards."""

from collections.abc import Iterable, Mapping

from django.core.files import File

from core.domain import jobs, photos
from core.domain.photos import CheckedPhoto
from inspections.choices import PhotoRole
from inspections.models import TicketEvent, TicketPhoto

Uploads = Iterable[CheckedPhoto | File]
ByRole = dict[PhotoRole, list[CheckedPhoto]]
PREPARE = "photo.prepare"


def checked(uploads: Mapping[PhotoRole, Uploads]) -> ByRole:
    """Return the photos by what they show, each checked once; ``UnreadablePhoto`` for the first that is none."""
    return {
        role: [each if isinstance(each, CheckedPhoto) else photos.check(each) for each in files]
        for role, files in uploads.items()
    }


def store(event: TicketEvent, by_role: ByRole) -> list[TicketPhoto]:
    """Write the originals and their rows in the caller's transaction, and ask for their preparation.

    Where the rows cannot be written, the files are removed again.
    """
    rows: list[TicketPhoto] = []
    try:
        rows.extend(_row(event, role, photo) for role, files in by_role.items() for photo in files)
        TicketPhoto.objects.bulk_create(rows)
        for row in rows:
            jobs.ask(PREPARE, {"photo": str(row.pk)}, by=event.actor)
    except BaseException:
        for row in rows:
            row.original.delete(save=False)
        raise
    return rows


def _row(event: TicketEvent, role: PhotoRole, photo: CheckedPhoto) -> TicketPhoto:
    row = TicketPhoto(
        ticket=event.ticket,
        event=event,
        role=role,
        file_name=photo.name,
        sha256=photo.sha256,
        width=photo.width,
        height=photo.height,
        uploaded_by=event.actor,
    )
    row.original.save(f"{row.pk}{photo.suffix}", photo.file, save=False)
    return row


@jobs.handles(PREPARE)
def prepare(job: jobs.RunningJob) -> dict[str, str]:
    """Prepare one photo; done already, or gone, is no work."""
    photo = TicketPhoto.objects.filter(pk=job.payload["photo"]).first()
    if photo is None:
        return {"state": "gone"}
    photos.prepare(photo)
    return {"state": photo.state}
