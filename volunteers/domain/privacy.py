"""Reading and erasing personal data (个人信息保护法, articles 47 and 51; design §8)."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q

from command.models import User
from core.domain import audit
from core.errors import passes
from core.imports import files
from core.models import ImportBatch, ImportRow
from core.sealed import unseal
from volunteers.domain import certificates
from volunteers.domain.people import forget_contact, leave_everything
from volunteers.domain.rights import check_may, may
from volunteers.errors import AlreadyErased, NoReason, NotYours
from volunteers.models import NotDouble, Volunteer

# Under this key volunteers are imported: what a list said of somebody is erased with the person.
LIST = "volunteers"


@dataclass(frozen=True)
class Unmasked:
    """What is hidden everywhere else."""

    name: str
    phone: str
    id_number: str


def can_unmask(volunteer: Volunteer, *, by: User | None) -> bool:
    """Answer whether ``by`` may read the whole data of a volunteer: by role and by row scope; of the erased nobody."""
    if volunteer.erased_at:
        return False
    if by is None:
        return True
    return may(by, "unmask_volunteer") and Volunteer.objects.visible_to(by).filter(pk=volunteer.pk).exists()


@transaction.atomic
def unmask(volunteer: Volunteer, *, reason: str, by: User | None, at: datetime) -> Unmasked:
    """Return the whole name, phone and ID number. Who read them, when and why stays in the audit trail."""
    if not can_unmask(volunteer, by=by):
        raise NotYours
    if not reason.strip():
        raise NoReason
    audit.record("volunteer.unmasked", by=by, at=at, obj=volunteer, reason=reason.strip())
    return Unmasked(volunteer.name, volunteer.phone, unseal(volunteer.id_sealed))


@transaction.atomic
def erase(volunteer: Volunteer, *, reason: str, by: User | None, at: datetime) -> Volunteer:
    """Take everything personal out of a row and of the rows of lists that it came from; files that name it go.

    The row itself stays under a number that says nothing: whoever was registered and whatever was served on a day
    of the past is counted as before. From now on the person is no volunteer.
    """
    if not reason.strip():
        raise NoReason
    volunteer = Volunteer.objects.select_for_update().get(pk=volunteer.pk)
    check_erase(volunteer, by=by)
    _forget_lists(volunteer)
    _blank(volunteer, at)
    certificates.forget_bearer(volunteer)
    volunteer.notes.all().delete()
    NotDouble.objects.about(volunteer).delete()
    leave_everything(volunteer, at=at)
    audit.record("volunteer.erased", by=by, at=at, obj=volunteer, reason=reason.strip())
    return volunteer


def check_erase(volunteer: Volunteer, *, by: User | None) -> None:
    """Refuse whose role does not allow it, and rows that are erased already."""
    check_may(by, "erase_volunteer")
    if volunteer.erased_at:
        raise AlreadyErased


def can_erase(volunteer: Volunteer, *, by: User | None) -> bool:
    """Answer what :func:`check_erase` decides."""
    return passes(check_erase, volunteer, by=by)


def _forget_lists(volunteer: Volunteer) -> None:
    """Empty the rows of lists under the person's number, and remove the files of lists that hold it or the name."""
    rows = ImportRow.objects.filter(batch__importer=LIST)
    named = rows.filter(Q(key=volunteer.number) | Q(data__name=volunteer.name)).order_by().values("batch_id")
    for batch in ImportBatch.objects.filter(pk__in=named):
        transaction.on_commit(partial(files.forget, batch))
    rows.filter(key=volunteer.number).update(data={}, before=None, refusals=None, tidied=None, key="", serial="")


def _blank(volunteer: Volunteer, at: datetime) -> None:
    forget_contact(volunteer)
    volunteer.number = f"X{volunteer.pk:09d}"
    volunteer.name, volunteer.sex, volunteer.birth_year = "", "", None
    volunteer.erased_at, volunteer.withdrawn_at = at, volunteer.withdrawn_at or at
    volunteer.save()
