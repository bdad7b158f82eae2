"""Hours of service: what they add up to, and correcting them with a trace (志愿服务记录, 民政部令第67号)."""

from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_DOWN, Decimal

from django.db import transaction
from django.db.models import Exists, ExpressionWrapper, F, FloatField, OuterRef, QuerySet, Subquery, Sum

from command.models import User
from core.domain import audit
from core.errors import passes
from volunteers.domain.rights import check_may_touch
from volunteers.errors import NoReason, NotYours, SameMinutes, WrongMinutes
from volunteers.models import Activity, Attendance, Correction, Volunteer
from volunteers.models.taking_part import MINUTES_OF_A_DAY, AttendanceQuerySet

HOUR = 60
# Struck from the record: the person did not take part.
STRUCK = 0
HUNDREDTH = Decimal("0.01")


def in_hours(minutes: int) -> str:
    """Return minutes as hours with at most two decimals, such as ``3.5``; never rounded up."""
    hours = (Decimal(minutes) / HOUR).quantize(HUNDREDTH, ROUND_DOWN)
    return f"{hours:,}".rstrip("0").rstrip(".")


def with_hours(rows: AttendanceQuerySet) -> AttendanceQuerySet:
    """Annotate the ``hours`` of each record."""
    return rows.annotate(hours=ExpressionWrapper(F("minutes") / float(HOUR), FloatField()))


def with_corrected(rows: AttendanceQuerySet) -> AttendanceQuerySet:
    """Annotate whether the time of each record was corrected: ``is_corrected``."""
    former = Correction.objects.filter(activity=OuterRef("activity"), volunteer=OuterRef("volunteer"))
    return rows.annotate(is_corrected=Exists(former))


def people_with_hours(rows: AttendanceQuerySet) -> QuerySet[Volunteer]:
    """Return each volunteer of ``rows`` once, with the ``hours`` served in all of them together."""
    own = rows.filter(volunteer=OuterRef("pk")).order_by().values("volunteer")
    total = Subquery(own.annotate(total=Sum("minutes")).values("total"))
    people = Volunteer.objects.filter(pk__in=rows.order_by().values("volunteer_id"))
    return people.annotate(hours=ExpressionWrapper(total / float(HOUR), FloatField()))


@transaction.atomic
def correct(attendance: Attendance, *, minutes: int, reason: str, by: User | None, at: datetime) -> Attendance | None:
    """Correct the minutes served, and keep what stood there, why, by whom and when. Certificates stay as issued.

    Nought strikes the record: the person did not take part. Then nothing is returned.
    """
    activity = Activity.objects.select_for_update().get(pk=attendance.activity_id)
    attendance = Attendance.objects.select_related("volunteer").get(pk=attendance.pk)
    check_correct(attendance, by=by)
    check_change(attendance, minutes=minutes, reason=reason)
    before, volunteer = attendance.minutes, attendance.volunteer
    Correction.objects.create(
        activity=activity, volunteer=volunteer, before=before, after=minutes, reason=reason.strip(), by=by, at=at
    )
    audit.record(
        "attendance.corrected",
        by=by,
        at=at,
        obj=activity,
        volunteer=volunteer.number,
        before=before,
        after=minutes,
        reason=reason.strip(),
    )
    return _replace(attendance, minutes)


def _replace(attendance: Attendance, minutes: int) -> Attendance | None:
    if minutes == STRUCK:
        attendance.delete()
        return None
    attendance.minutes = minutes
    attendance.save(update_fields=["minutes"])
    return attendance


def check_correct(attendance: Attendance, *, by: User | None) -> None:
    """Refuse who may not record for the activity, by role or by row scope."""
    check_may_touch(by, attendance.activity, "change_attendance")


def can_correct(attendance: Attendance, *, by: User | None) -> bool:
    """Answer what :func:`check_correct` decides."""
    return passes(check_correct, attendance, by=by)


def check_change(attendance: Attendance, *, minutes: int, reason: str) -> None:
    """Refuse a time that no day has, the time that is recorded already, and no reason."""
    if not STRUCK <= minutes <= MINUTES_OF_A_DAY:
        raise WrongMinutes
    if minutes == attendance.minutes:
        raise SameMinutes
    if not reason.strip():
        raise NoReason


def keep_former(activity: Activity, minutes: Mapping[Volunteer, int], *, by: User | None, at: datetime) -> None:
    """Keep the minutes that recording a list again is about to replace. Called in the transaction that does."""
    held = dict(activity.attendances.filter(volunteer__in=minutes).values_list("volunteer_id", "minutes"))
    Correction.objects.bulk_create(
        Correction(activity=activity, volunteer=volunteer, before=held[volunteer.pk], after=served, by=by, at=at)
        for volunteer, served in minutes.items()
        if held.get(volunteer.pk, served) != served
    )


def check_export(user: User, *, reason: str) -> None:
    """Refuse whose role does not allow the export; with a ``reason`` names and ID numbers stand whole in it."""
    if not user.has_perm("volunteers.export_attendance"):
        raise NotYours
    if reason and not user.has_perm("volunteers.unmask_volunteer"):
        raise NotYours
