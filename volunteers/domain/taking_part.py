"""Recording who took part: by name, or as head-counts by category."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from command.models import User
from core.domain import audit
from core.errors import passes
from volunteers.domain import hours
from volunteers.domain.rights import check_may_touch
from volunteers.errors import (
    ActivityCancelled,
    ActivityNotStarted,
    NotYours,
    ShiftCancelled,
    Withdrawn,
    WrongHeadcount,
    WrongMinutes,
)
from volunteers.models import Activity, Attendance, SignUp, Turnout, Volunteer
from volunteers.models.taking_part import MINUTES_OF_A_DAY

MOST_HEADS = 1_000_000


@transaction.atomic
def record_turnout(
    activity: Activity, *, headcounts: Mapping[str, int], by: User | None, at: datetime, evidence: str = ""
) -> Activity:
    """Record how many of each category took part (人次). A later record replaces the earlier; both are audited."""
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    check_record(activity, by=by, at=at)
    check_headcounts(activity, headcounts)
    before = dict(activity.turnout.values_list("category", "headcount"))
    Turnout.objects.bulk_create(
        [
            Turnout(activity=activity, category=key, headcount=count, evidence=evidence, recorded_at=at, recorded_by=by)
            for key, count in headcounts.items()
        ],
        update_conflicts=True,
        unique_fields=["activity", "category"],
        update_fields=["headcount", "evidence", "recorded_at", "recorded_by"],
    )
    audit.record("turnout.recorded", by=by, at=at, obj=activity, before=before, after=dict(headcounts))
    return activity


@transaction.atomic
def record_attendance(
    activity: Activity, *, minutes: Mapping[Volunteer, int], by: User | None, at: datetime
) -> Activity:
    """Record by name who took part and how many minutes each served. Travel is no service (志愿服务记录办法).

    Who is recorded again has the new time; the one before is kept (:class:`~volunteers.models.Correction`).
    """
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    check_attendance(activity, minutes, by=by, at=at)
    hours.keep_former(activity, minutes, by=by, at=at)
    Attendance.objects.bulk_create(
        [
            Attendance(
                activity=activity,
                volunteer=volunteer,
                category=volunteer.category,
                minutes=served,
                recorded_at=at,
                recorded_by=by,
            )
            for volunteer, served in minutes.items()
        ],
        update_conflicts=True,
        unique_fields=["activity", "volunteer"],
        update_fields=["minutes", "recorded_at", "recorded_by"],
    )
    served = {volunteer.number: count for volunteer, count in minutes.items()}
    audit.record("attendance.recorded", by=by, at=at, obj=activity, minutes=served)
    return activity


def check_record(activity: Activity, *, by: User | None, at: datetime) -> None:
    """Refuse a record by somebody else, of a cancelled activity, or before it begins."""
    check_may_touch(by, activity, "add_turnout")
    if activity.cancelled_at:
        raise ActivityCancelled
    if activity.starts_at > at:
        raise ActivityNotStarted


def check_attendance(activity: Activity, minutes: Mapping[Volunteer, int], *, by: User | None, at: datetime) -> None:
    """Refuse what :func:`check_record` and :func:`check_minutes` refuse, and people outside the person's scope.

    A leader must not learn from a refusal whether somebody of another team is registered.
    """
    check_record(activity, by=by, at=at)
    pks = [volunteer.pk for volunteer in minutes]
    if by is not None and Volunteer.objects.visible_to(by).filter(pk__in=pks).count() < len(pks):
        raise NotYours
    check_shifts(activity, minutes)
    check_minutes(activity, minutes)


def check_shifts(activity: Activity, minutes: Mapping[Volunteer, int]) -> None:
    """Refuse people whose shift was cancelled, unless they have another in the activity."""
    rows = SignUp.objects.stranded().filter(shift__activity=activity, volunteer__in=minutes)
    numbers = rows.order_by("volunteer__number").values_list("volunteer__number", flat=True).distinct()
    if numbers:
        raise ShiftCancelled(
            _("The shift of these people was cancelled: %(numbers)s.") % {"numbers": "、".join(numbers)}
        )


def can_record(activity: Activity, *, by: User | None, at: datetime) -> bool:
    """Answer what :func:`check_record` decides."""
    return passes(check_record, activity, by=by, at=at)


def check_headcounts(activity: Activity, headcounts: Mapping[str, int]) -> None:
    """Refuse a head-count below zero, beyond all sense, or below the people of that category recorded by name."""
    rows = activity.attendances.order_by().values("category").annotate(people=Count("pk"))
    named = {row["category"]: row["people"] for row in rows}
    for category, count in headcounts.items():
        if not 0 <= count <= MOST_HEADS:
            raise WrongHeadcount
        if count < named.get(category, 0):
            raise WrongHeadcount(
                _("%(people)d people of this group are recorded by name.") % {"people": named[category]}
            )


def check_minutes(activity: Activity, minutes: Mapping[Volunteer, int]) -> None:
    """Refuse a time that no day has, and volunteers who had withdrawn before the activity."""
    if not all(1 <= served <= MINUTES_OF_A_DAY for served in minutes.values()):
        raise WrongMinutes
    gone = [v.number for v in minutes if v.withdrawn_at and v.withdrawn_at <= activity.starts_at]
    if gone:
        raise Withdrawn(_("Withdrawn before this activity: %(numbers)s.") % {"numbers": "、".join(gone)})
