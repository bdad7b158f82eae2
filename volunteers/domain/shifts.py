"""What happens to shifts: they are set up, sometimes cancelled, and people sign up for them."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from command.models import User
from core.domain import audit, notices
from core.errors import passes
from volunteers.domain.check_in import people_of
from volunteers.domain.rights import check_may_touch
from volunteers.errors import (
    ActivityCancelled,
    NotYours,
    ShiftCancelled,
    ShiftFull,
    ShiftOver,
    SignedUp,
    Withdrawn,
    WrongTimes,
)
from volunteers.models import Activity, Shift, SignUp, Volunteer
from volunteers.models.shifts import TAKEN, ShiftQuerySet

LOOKS_AHEAD = timedelta(days=14)
REMINDED = "activity.reminder"
# The hours of the day in which leaders are reminded of the next day.
REMINDED_FROM = 8


@transaction.atomic
def add(
    activity: Activity,
    *,
    place: str,
    starts_at: datetime,
    ends_at: datetime,
    needed: int,
    by: User | None,
    at: datetime,
    **facts: Any,
) -> Shift:
    """Set up a post of an activity, within its time."""
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    check_keep(activity, by=by)
    if not activity.starts_at <= starts_at < ends_at <= activity.ends_at:
        raise WrongTimes(_("A shift lies within the time of its activity."))
    shift = Shift.objects.create(
        activity=activity, place=place, starts_at=starts_at, ends_at=ends_at, needed=needed, **facts
    )
    audit.record("shift.added", by=by, at=at, obj=shift)
    return shift


def check_keep(activity: Activity, *, by: User | None) -> None:
    """Refuse to keep the shifts of somebody else's activity, or of a cancelled one."""
    check_may_touch(by, activity, "add_attendance")
    if activity.cancelled_at:
        raise ActivityCancelled


def can_keep(activity: Activity, *, by: User | None) -> bool:
    """Answer what :func:`check_keep` decides."""
    return passes(check_keep, activity, by=by)


@transaction.atomic
def cancel(shift: Shift, *, reason: str, by: User | None, at: datetime) -> Shift:
    """Cancel a shift; who signed up for it stays listed, to be told by the organiser."""
    shift = Shift.objects.select_for_update().select_related("activity").get(pk=shift.pk)
    check_keep(shift.activity, by=by)
    if shift.cancelled_at:
        raise ShiftCancelled
    shift.cancelled_at, shift.cancelled_because = at, reason
    shift.save(update_fields=["cancelled_at", "cancelled_because"])
    audit.record("shift.cancelled", by=by, at=at, obj=shift, reason=reason)
    return shift


@transaction.atomic
def sign_up(shift: Shift, volunteer: Volunteer, *, by: User | None, at: datetime) -> SignUp:
    """Put a volunteer down for a shift; ``by`` None is the volunteer. Never more than are needed.

    The shift is locked meanwhile: of two who want the last place one gets it.
    """
    shift = Shift.objects.select_for_update(of=("self",)).select_related("activity").get(pk=shift.pk)
    check_sign_up(shift, volunteer, by=by, at=at)
    return SignUp.objects.create(shift=shift, volunteer=volunteer, at=at, by=by)


def check_sign_up(shift: Shift, volunteer: Volunteer, *, by: User | None, at: datetime) -> None:
    """Refuse what is cancelled, over or full, somebody of another team, and two places at one time."""
    if by is not None:
        check_may_touch(by, shift.activity, "add_attendance")
    check_theirs(shift, volunteer, by=by)
    if shift.cancelled_at or shift.activity.cancelled_at:
        raise ShiftCancelled
    if shift.ends_at <= at:
        raise ShiftOver
    mine = SignUp.objects.standing().filter(volunteer=volunteer)
    if mine.during(shift.starts_at, shift.ends_at).exists():
        raise SignedUp
    if shift.sign_ups.filter(dropped_at=None).count() >= shift.needed:
        raise ShiftFull


def check_theirs(shift: Shift, volunteer: Volunteer, *, by: User | None) -> None:
    """Refuse a volunteer who has withdrawn or is not of the organiser's people, alike to whoever asks."""
    if not volunteer.is_present:
        raise Withdrawn
    if not people_of(shift.activity).filter(pk=volunteer.pk).exists():
        raise NotYours


def can_sign_up(shift: Shift, volunteer: Volunteer, *, by: User | None, at: datetime) -> bool:
    """Answer what :func:`check_sign_up` decides."""
    return passes(check_sign_up, shift, volunteer, by=by, at=at)


@transaction.atomic
def drop(row: SignUp, *, by: User | None, at: datetime) -> SignUp:
    """Take a sign-up back; ``by`` None is the volunteer. Taking it back twice changes nothing."""
    if by is not None:
        check_may_touch(by, row.shift.activity, "add_attendance")
    SignUp.objects.filter(pk=row.pk, dropped_at=None).update(dropped_at=at)
    row.refresh_from_db(fields=["dropped_at"])
    return row


def hand_over(double: Volunteer, into: Volunteer) -> None:
    """Give the sign-ups of a double to the person it is; where both signed up for a shift, one place is enough."""
    both = into.sign_ups.filter(dropped_at=None).values("shift")
    double.sign_ups.filter(dropped_at=None, shift__in=both).delete()
    double.sign_ups.update(volunteer=into)


def open_to(volunteer: Volunteer, *, at: datetime) -> ShiftQuerySet:
    """Return the shifts of the coming two weeks of the volunteer's teams, with ``taken`` and whether it is ``mine``."""
    teams = volunteer.memberships.current().values("team")
    rows = Shift.objects.held().filter(ends_at__gt=at, starts_at__lt=at + LOOKS_AHEAD, activity__team__in=teams)
    mine = SignUp.objects.filter(shift=OuterRef("pk"), volunteer=volunteer, dropped_at=None)
    return rows.with_taken().annotate(mine=Exists(mine)).select_related("activity__team").order_by("starts_at", "pk")


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Tell leaders, once, of what they hold the next day and how many are still needed; return how many notices."""
    today = timezone.localdate(at)
    if timezone.localtime(at).hour < REMINDED_FROM:
        return 0
    next_day = [timezone.make_aware(datetime.combine(today + timedelta(days=n), datetime.min.time())) for n in (1, 2)]
    rows = Activity.objects.held().starting(*next_day).filter(reminded_at=None, team__leader__isnull=False)
    due = list(rows.select_related("team__leader").select_for_update(of=("self",)).order_by("pk"))
    missing = _missing(due)
    told = sum(_remind(activity, missing.get(activity.pk, 0), at) for activity in due)
    Activity.objects.filter(pk__in=[activity.pk for activity in due]).update(reminded_at=at)
    return told


def _missing(activities: list[Activity]) -> dict[int, int]:
    """Return how many people the shifts of each activity still lack."""
    lacking: Counter[int] = Counter()
    rows = Shift.objects.held().filter(activity__in=activities).annotate(taken=TAKEN)
    for activity, needed, taken in rows.order_by().values_list("activity_id", "needed", "taken"):
        lacking[activity] += max(needed - taken, 0)
    return lacking


def _remind(activity: Activity, missing: int, at: datetime) -> int:
    leader = activity.team.leader if activity.team else None
    time = f"{timezone.localtime(activity.starts_at):%m-%d %H:%M}"
    return notices.tell(
        [leader] if leader else [],
        kind=REMINDED,
        subject=_("Tomorrow: %(title)s, %(time)s") % {"title": activity.title, "time": time},
        body=_("Still needed: %(missing)d. The list has who signed up, to be reminded.") % {"missing": missing},
        link=reverse("activity-shifts", args=[activity.pk]),
        at=at,
    )
