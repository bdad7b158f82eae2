"""The photos of a team's work: added as they come, prepared in the background, copied to the ticket at the end."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_lazy

from command.models import User
from core.domain import jobs, photos
from core.domain.photos import CheckedPhoto
from volunteers.models import Claim, ClaimPhoto

PREPARE = "claim.photo"


def add(claim: Claim, uploads: Iterable[CheckedPhoto], *, by: User | None) -> None:
    """Keep photos with a claim, and ask for their preparation."""
    for photo in uploads:
        row = _row(claim, photo, by)
        jobs.ask(PREPARE, {"photo": str(row.pk)}, by=by)


def _row(claim: Claim, photo: CheckedPhoto, by: User | None) -> ClaimPhoto:
    row = ClaimPhoto(
        claim=claim,
        uploaded_by=by,
        file_name=photo.name,
        sha256=photo.sha256,
        width=photo.width,
        height=photo.height,
    )
    row.original.save(f"{row.pk}{photo.suffix}", photo.file, save=False)
    row.save()
    return row


def remove(photo: ClaimPhoto) -> None:
    """Take a photo away, with its files."""
    files = [file for file in (photo.original, photo.display, photo.thumbnail) if file]
    photo.delete()
    for file in files:
        transaction.on_commit(partial(file.delete, save=False))


@contextmanager
def opened(claim: Claim) -> Iterator[list[File]]:
    """Give the originals as uploads, and close them."""
    with ExitStack() as stack:
        rows = claim.photos.order_by("uploaded_at", "id")
        yield [File(stack.enter_context(row.original.open("rb")), name=row.file_name) for row in rows]


@jobs.handles(PREPARE, gettext_lazy("Preparing of photos"))
def prepare(job: jobs.RunningJob) -> dict[str, str]:
    """Prepare one photo; done already, or gone, is no work."""
    photo = ClaimPhoto.objects.filter(pk=job.payload["photo"]).first()
    if photo is None:
        return {"state": "gone"}
    photos.prepare(photo)
    return {"state": photo.state}
