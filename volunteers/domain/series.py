"""What happens to recurring activities: they are begun, changed and ended by whoever leads the team."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from command.models import User
from core.domain import audit
from core.errors import passes
from volunteers.domain import claims, recurrence, series_posts
from volunteers.domain.rights import check_may
from volunteers.domain.series_plans import FACTS, Effects, Plan, effects
from volunteers.errors import NotYours, NoWeekday, PlannedAlready, SeriesEnded, WrongDays, WrongTimes
from volunteers.models import Activity, Series, SeriesPost, Shift, Team
from volunteers.models.shifts import SeriesQuerySet

CHANGED = _("The recurring activity was changed.")
ENDED = _("The recurring activity was ended.")


def listed(rows: SeriesQuerySet, *, on: date) -> SeriesQuerySet:
    """Annotate the ``next_at`` occurrence; those that go on come first."""
    ahead = Activity.objects.held().filter(series=OuterRef("pk"), series_day__gte=on).order_by("starts_at")
    over = ExpressionWrapper(Q(last__lt=on) | Q(ended_at__isnull=False), BooleanField())
    rows = rows.annotate(next_at=Subquery(ahead.values("starts_at")[:1]), is_over=over)
    return rows.order_by("is_over", "title", "pk")


def first_days(plan: Plan, *, at: datetime) -> list[date]:
    """Return the days for which activities are made at once when ``plan`` is begun."""
    today = timezone.localdate(at)
    return plan.days(since=today, until=today + recurrence.AHEAD)


@transaction.atomic
def begin(team: Team, plan: Plan, *, by: User | None, at: datetime) -> Series:
    """Begin a recurring activity of a team; the occurrences of the coming four weeks are made at once.

    The team is locked meanwhile: the same plan sent twice is begun once.
    """
    team = Team.objects.select_for_update().get(pk=team.pk)
    check_begin(team, by=by)
    check_plan(plan)
    facts = {name: getattr(plan, name) for name in FACTS}
    if team.series.filter(ended_at=None, **facts).exists():
        raise PlannedAlready
    row = Series.objects.create(team=team, **facts)
    _write_posts(row, plan)
    recurrence.make_ahead(at=at, among=Series.objects.filter(pk=row.pk))
    audit.record("series.added", by=by, at=at, obj=row)
    return row


def check_begin(team: Team, *, by: User | None) -> None:
    """Refuse to plan for somebody else's team."""
    check_may(by, "add_series")
    if by and not Team.objects.visible_to(by).filter(pk=team.pk).exists():
        raise NotYours


@transaction.atomic
def change(row: Series, plan: Plan, *, by: User | None, at: datetime) -> Effects:
    """Let a recurring activity go on by another plan, and return what that did to the activities ahead.

    What has begun, has a record or was moved by hand stays as it is. A day that falls out is taken away; where people
    have signed up or a problem was taken on, it is cancelled and stays listed.
    """
    row = _locked(row)
    check_change(row, by=by)
    check_plan(plan)
    found = effects(row, plan, at=at)
    before = Plan.of(row)
    _drop(found.dropped, because=CHANGED, by=by, at=at)
    series_posts.rewrite(found.changed, before=before, plan=plan, because=_said(CHANGED), at=at)
    _write(row, plan)
    recurrence.make_ahead(at=at, among=Series.objects.filter(pk=row.pk))
    audit.record("series.changed", by=by, at=at, obj=row, days=_days(found))
    return found


@transaction.atomic
def end(row: Series, *, by: User | None, at: datetime) -> Effects:
    """End a recurring activity: nothing more is made, and what stands ahead is dropped as by a change."""
    row = _locked(row)
    check_change(row, by=by)
    found = effects(row, None, at=at)
    _drop(found.dropped, because=ENDED, by=by, at=at)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    audit.record("series.ended", by=by, at=at, obj=row, days=_days(found))
    return found


def check_change(row: Series, *, by: User | None) -> None:
    """Refuse somebody else's recurring activity, and one that has ended."""
    check_may(by, "change_series")
    if by and not Series.objects.visible_to(by).filter(pk=row.pk).exists():
        raise NotYours
    if row.ended_at:
        raise SeriesEnded


def can_change(row: Series, *, by: User | None) -> bool:
    """Answer what :func:`check_change` decides."""
    return passes(check_change, row, by=by)


def check_plan(plan: Plan) -> None:
    """Refuse a plan that ends before it begins, by hour or by day, or falls on no day of the week."""
    if plan.ends <= plan.begins:
        raise WrongTimes
    if plan.last < plan.first:
        raise WrongDays
    if not plan.weekdays:
        raise NoWeekday


def _locked(row: Series) -> Series:
    """Lock the series, what stands ahead of it and its posts, so that nobody signs up meanwhile."""
    row = Series.objects.select_for_update().get(pk=row.pk)
    list(row.activities.select_for_update().order_by("pk").values_list("pk", flat=True))
    list(Shift.objects.filter(activity__series=row).select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return row


def _write(row: Series, plan: Plan) -> None:
    for name in FACTS:
        setattr(row, name, getattr(plan, name))
    row.save(update_fields=FACTS)
    _write_posts(row, plan)


def _write_posts(row: Series, plan: Plan) -> None:
    """Put the posts of the plan in their order; a place that stays keeps its point."""
    points = dict(row.posts.values_list("place", "point"))
    row.posts.all().delete()
    SeriesPost.objects.bulk_create(
        SeriesPost(series=row, place=place, needed=needed, point_id=points.get(place)) for place, needed in plan.posts
    )


def _drop(rows: list[Activity], *, because: Promise, by: User | None, at: datetime) -> None:
    """Take activities away; those to which people or problems are bound are cancelled and stay listed."""
    bound = [row for row in rows if row.is_bound]  # type: ignore[attr-defined]
    free = [row.pk for row in rows if not row.is_bound]  # type: ignore[attr-defined]
    Shift.objects.filter(activity__in=free).delete()
    Activity.objects.filter(pk__in=free).delete()
    reason = _said(because)
    kept = Activity.objects.filter(pk__in=[row.pk for row in bound])
    kept.update(cancelled_at=at, cancelled_because=reason)
    claims.release_all(bound, reason=reason, by=by, at=at)


def _said(words: Promise) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return str(words)


def _days(found: Effects) -> dict[str, list[str]]:
    named = {"changed": found.changed, "dropped": found.dropped}
    return {key: [str(row.series_day) for row in rows] for key, rows in named.items()}
