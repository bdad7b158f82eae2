"""Records of the demonstration city that look odd, so that the page of odd records has something to ask."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from core.periods import Period
from volunteers.choices import Category, FlagKind
from volunteers.domain import flags, sanity
from volunteers.models import Activity, Attendance, Certificate, Volunteer
from volunteers.models.activities import ActivityQuerySet

DAYS, LISTED, SLIPPED = 30, 12, 10
ENTERED_AFTER = timedelta(days=9)


def load(today: date, *, at: datetime) -> None:
    """Let leaders have entered lists late, a digit too many, a list twice, and somebody at two places.

    One of them has said why. Nothing that is certified is touched.
    """
    period = Period.of_days(DAYS, until=today - timedelta(days=1))
    recent = Activity.objects.held().starting(period.starts_at, period.ends_at)
    named = list(_named(recent))
    for activity in named[:2]:
        activity.attendances.update(recorded_at=min(activity.ends_at + ENTERED_AFTER, at))
    for activity in named[-1:]:
        _slip(activity)
    _clash(named, recent)
    _copy(named, recent)
    _answer(sanity.find(recent, kinds=[FlagKind.LATE]), at)


def _named(recent: ActivityQuerySet) -> ActivityQuerySet:
    """Return what teams with a leader recorded by name, the earliest first."""
    certified = Attendance.objects.filter(volunteer__in=Certificate.objects.values("volunteer"))
    rows = recent.filter(team__leader__isnull=False, attendances__isnull=False)
    rows = rows.exclude(pk__in=certified.values("activity")).distinct()
    return rows.select_related("team__leader").order_by("starts_at", "pk")


def _slip(activity: Activity) -> None:
    """Two hours became twenty."""
    row = activity.attendances.order_by("pk")[0]
    row.minutes = min(row.minutes * SLIPPED, 20 * 60)
    row.save(update_fields=["minutes"])


def _clash(named: list[Activity], recent: ActivityQuerySet) -> None:
    """Somebody is recorded by two teams at once."""
    for activity in named:
        meanwhile = recent.exclude(team=activity.team).filter(
            starts_at__lt=activity.ends_at, ends_at__gt=activity.starts_at, attendances__isnull=False
        )
        other = meanwhile.order_by("pk").first()
        if other:
            _write(other, [activity.attendances.order_by("pk")[0].volunteer])
            return


def _copy(named: list[Activity], recent: ActivityQuerySet) -> None:
    """A leader has written the same dozen under two activities of the team."""
    for activity in named:
        later = recent.filter(team=activity.team, starts_at__gt=activity.ends_at).order_by("starts_at", "pk").first()
        people = Volunteer.objects.confirmed(activity.starts_at).filter(
            category=Category.ORGAN, memberships__team=activity.team, certificates=None
        )
        crew = list(people.order_by("pk")[:LISTED])
        if later and later in named and len(crew) == LISTED:
            Attendance.objects.filter(activity__in=[activity, later]).delete()
            _write(activity, crew)
            _write(later, crew)
            return


def _write(activity: Activity, people: Iterable[Volunteer]) -> None:
    minutes = int((activity.ends_at - activity.starts_at).total_seconds()) // 60
    Attendance.objects.bulk_create(
        Attendance(
            activity=activity,
            volunteer=volunteer,
            category=volunteer.category,
            minutes=minutes,
            recorded_at=activity.ends_at,
            recorded_by=activity.team.leader if activity.team else None,
        )
        for volunteer in people
    )


def _answer(late: list[sanity.Flag], at: datetime) -> None:
    for flag in late[:1]:
        activity = Activity.objects.select_related("team__leader").get(pk=flag.activity)
        leader = activity.team.leader if activity.team else None
        flags.answer(activity, key=flag.key, reason="签到表遗落在社区，九天后取回补录", by=leader, at=at)
