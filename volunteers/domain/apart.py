"""Two rows that look alike and are two people: the clerk's other answer, and taking it back."""

from datetime import datetime

from django.db import transaction

from command.models import User
from core.domain import audit
from core.errors import passes
from volunteers.domain.rights import check_may
from volunteers.errors import NoQuestion
from volunteers.models import NotDouble, Volunteer


@transaction.atomic
def tell_apart(one: Volunteer, other: Volunteer, *, by: User | None, at: datetime, reason: str = "") -> NotDouble:
    """Remember that two volunteers are different people; the first answer stands. Nobody is asked again."""
    check_may(by, "change_volunteer")
    one, other = lock_both(one, other)
    check_tell_apart(one, other)
    first, second = _in_order(one, other)
    given = {"by": by, "at": at, "reason": reason.strip()}
    answer, is_new = NotDouble.objects.get_or_create(first=first, second=second, defaults=given)
    if is_new:
        audit.record("volunteer.told_apart", by=by, at=at, obj=first, other=second.number, reason=answer.reason)
    return answer


def check_tell_apart(one: Volunteer, other: Volunteer) -> None:
    """Refuse one row twice, and rows that are nobody any more."""
    if one.pk == other.pk or not (one.is_present and other.is_present):
        raise NoQuestion


def can_tell_apart(one: Volunteer, other: Volunteer) -> bool:
    """Answer what :func:`check_tell_apart` decides."""
    return passes(check_tell_apart, one, other)


@transaction.atomic
def ask_again(one: Volunteer, other: Volunteer, *, by: User | None, at: datetime) -> None:
    """Take back that two volunteers are different people; where nobody said so nothing changes."""
    check_may(by, "change_volunteer")
    first, second = _in_order(one, other)
    if NotDouble.objects.between(first, second).delete()[0]:
        audit.record("volunteer.asked_again", by=by, at=at, obj=first, other=second.number)


def _in_order(one: Volunteer, other: Volunteer) -> tuple[Volunteer, Volunteer]:
    return (one, other) if one.pk < other.pk else (other, one)


def lock_both(one: Volunteer, other: Volunteer) -> tuple[Volunteer, Volunteer]:
    """Return both rows as they are now, for this transaction alone."""
    rows = Volunteer.objects.select_for_update().order_by("pk").in_bulk([one.pk, other.pk])
    return rows[one.pk], rows[other.pk]
