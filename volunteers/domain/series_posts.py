"""The occurrences that a changed plan changes: their facts, and their posts with whoever has signed up."""

from datetime import datetime

from volunteers.domain import recurrence
from volunteers.domain.series_plans import Plan, Post
from volunteers.models import Activity, Shift

FACTS = ["title", "kind", "place", "starts_at", "ends_at"]
Spot = tuple[int, str]


def rewrite(rows: list[Activity], *, before: Plan, plan: Plan, because: str, at: datetime) -> None:
    """Give activities the facts and posts of ``plan``.

    A post that stays keeps who has signed up. A post that goes, or no longer lies within the time, is removed; where
    somebody has signed up, it is cancelled ``because``. A post that was set up or cancelled by hand stays so.
    """
    shifts = list(Shift.objects.filter(activity__in=rows).order_by("pk"))
    ours, others = _parted(shifts, {row.pk: row for row in rows}, {post.place for post in before.posts})
    for row in rows:
        _rewrite(row, plan)
    Activity.objects.bulk_update(rows, FACTS)
    within = {row.pk: row for row in rows}
    taken = {(shift.activity_id, shift.place) for shift in others}
    staying, gone = _sorted(ours, plan, taken)
    _remove([*gone, *(shift for shift in others if not _lies_within(shift, within))], because, at)
    _move(staying, plan, within)
    taken |= {(shift.activity_id, shift.place) for shift in staying}
    Shift.objects.bulk_create(
        _new(row, post) for row in rows for post in plan.posts if (row.pk, post.place) not in taken
    )


def _parted(shifts: list[Shift], held: dict[int, Activity], places: set[str]) -> tuple[list[Shift], list[Shift]]:
    """Part the posts that came of the plan from those that somebody has set up or cancelled by hand."""
    ours = [each for each in shifts if each.place in places and _is_untouched(each, held[each.activity_id])]
    return ours, [each for each in shifts if each not in ours]


def _is_untouched(shift: Shift, activity: Activity) -> bool:
    is_whole = (shift.starts_at, shift.ends_at) == (activity.starts_at, activity.ends_at)
    return is_whole and shift.cancelled_at is None


def _rewrite(row: Activity, plan: Plan) -> None:
    row.title, row.kind, row.place = plan.title, plan.kind, recurrence.place_of(plan.posts)
    row.starts_at, row.ends_at = plan.hours(row.series_day)  # type: ignore[arg-type]


def _sorted(ours: list[Shift], plan: Plan, taken: set[Spot]) -> tuple[list[Shift], list[Shift]]:
    places = {post.place for post in plan.posts}
    staying = [each for each in ours if each.place in places and (each.activity_id, each.place) not in taken]
    return staying, [each for each in ours if each not in staying]


def _lies_within(shift: Shift, held: dict[int, Activity]) -> bool:
    activity = held[shift.activity_id]
    is_inside = activity.starts_at <= shift.starts_at and shift.ends_at <= activity.ends_at
    return is_inside or shift.cancelled_at is not None


def _remove(shifts: list[Shift], because: str, at: datetime) -> None:
    rows = Shift.objects.filter(pk__in=[shift.pk for shift in shifts])
    told = set(rows.filter(sign_ups__isnull=False).values_list("pk", flat=True))
    rows.exclude(pk__in=told).delete()
    rows.filter(pk__in=told).update(cancelled_at=at, cancelled_because=because)


def _move(shifts: list[Shift], plan: Plan, held: dict[int, Activity]) -> None:
    needed = dict(plan.posts)
    for shift in shifts:
        activity = held[shift.activity_id]
        shift.starts_at, shift.ends_at, shift.needed = activity.starts_at, activity.ends_at, needed[shift.place]
    Shift.objects.bulk_update(shifts, ["starts_at", "ends_at", "needed"])


def _new(row: Activity, post: Post) -> Shift:
    return Shift(activity=row, place=post.place, needed=post.needed, starts_at=row.starts_at, ends_at=row.ends_at)
