"""The photos of an event: checked and written before anything is locked, their rows with it, prepared afterwards."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.core.files import File
from django.utils.translation import gettext_lazy

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


@contextmanager
def written(uploads: Mapping[PhotoRole, Uploads]) -> Iterator[list[TicketPhoto]]:
    """Give the photos as unsaved rows whose originals are on the disk; remove the files where the body fails.

    Writing files takes longer than writing rows: it is done before the day's number is taken, for which
    everybody who logs a problem has to wait.
    """
    rows: list[TicketPhoto] = []
    try:
        rows.extend(_row(role, photo) for role, files in checked(uploads).items() for photo in files)
        yield rows
    except BaseException:
        for row in rows:
            row.original.delete(save=False)
        raise


def counts(rows: Iterable[TicketPhoto]) -> dict[PhotoRole, int]:
    """Return how many photos there are of each role."""
    return Counter(PhotoRole(row.role) for row in rows)


def store(event: TicketEvent, rows: list[TicketPhoto]) -> None:
    """Write the rows in the caller's transaction, and ask for their preparation."""
    for row in rows:
        row.ticket, row.event, row.uploaded_by = event.ticket, event, event.actor
    TicketPhoto.objects.bulk_create(rows)
    for row in rows:
        jobs.ask(PREPARE, {"photo": str(row.pk)}, by=event.actor)


def _row(role: PhotoRole, photo: CheckedPhoto) -> TicketPhoto:
    row = TicketPhoto(role=role, file_name=photo.name, sha256=photo.sha256, width=photo.width, height=photo.height)
    row.original.save(f"{row.pk}{photo.suffix}", photo.file, save=False)
    return row


@jobs.handles(PREPARE, gettext_lazy("Preparing of photos"))
def prepare(job: jobs.RunningJob) -> dict[str, str]:
    """Prepare one photo; done already, or gone, is no work."""
    photo = TicketPhoto.objects.filter(pk=job.payload["photo"]).first()
    if photo is None:
        return {"state": "gone"}
    photos.prepare(photo)
    return {"state": photo.state}
