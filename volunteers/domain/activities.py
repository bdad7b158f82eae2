"""What happens to an activity: it is planned, and sometimes cancelled."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from command.models import Area, Department, User
from core.domain import audit, numbers
from core.errors import passes
from volunteers.domain import claims
from volunteers.domain.rights import check_may, check_may_touch
from volunteers.errors import ActivityCancelled, ActivityTookPlace, NobodyOrganises, WrongTimes
from volunteers.models import Activity, ActivityKind, Team


@transaction.atomic
def plan(
    *,
    title: str,
    kind: ActivityKind,
    starts_at: datetime,
    ends_at: datetime,
    by: User | None,
    at: datetime,
    team: Team | None = None,
    department: Department | None = None,
    area: Area | None = None,
    place: str = "",
    code: str = "",
) -> Activity:
    """Plan an activity of a team or of a unit. Without ``code`` it gets the next number of its year."""
    check_may(by, "add_activity")
    check_plan(starts_at=starts_at, ends_at=ends_at, team=team, department=department)
    activity = Activity.objects.create(
        code=code or _next_code(starts_at),
        title=title,
        kind=kind,
        team=team,
        department=department,
        area=area or (team.area if team else None),
        place=place,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    audit.record("activity.planned", by=by, at=at, obj=activity)
    return activity


def check_plan(*, starts_at: datetime, ends_at: datetime, team: Team | None, department: Department | None) -> None:
    """Refuse an activity that ends before it starts, or that nobody organises."""
    if ends_at <= starts_at:
        raise WrongTimes
    if team is None and department is None:
        raise NobodyOrganises


def _next_code(starts_at: datetime) -> str:
    year = timezone.localtime(starts_at).year
    return numbers.next_code(f"HD{year}", f"activity-{year}", taken=Activity.objects.all())


@transaction.atomic
def cancel(activity: Activity, *, reason: str, by: User | None, at: datetime) -> Activity:
    """Cancel an activity in which nobody has taken part yet. The reason stays with it; its tickets are free again."""
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    check_cancel(activity, by=by)
    activity.cancelled_at, activity.cancelled_because = at, reason
    activity.save(update_fields=["cancelled_at", "cancelled_because"])
    audit.record("activity.cancelled", by=by, at=at, obj=activity, reason=reason)
    claims.release_all([activity], reason=reason, by=by, at=at)
    return activity


def check_cancel(activity: Activity, *, by: User | None) -> None:
    """Refuse to cancel twice, what took place, or what is not the person's."""
    check_may_touch(by, activity, "change_activity")
    if activity.cancelled_at:
        raise ActivityCancelled
    if took_place(activity):
        raise ActivityTookPlace


def took_place(activity: Activity) -> bool:
    """Answer whether anything proves that people were there: a record, a check-in, photos of the work."""
    records = (activity.turnout, activity.attendances, activity.check_ins.waiting())
    return any(rows.exists() for rows in records) or activity.claims.exclude(answered_at=None).exists()


def can_cancel(activity: Activity, *, by: User | None) -> bool:
    """Answer what :func:`check_cancel` decides."""
    return passes(check_cancel, activity, by=by)
