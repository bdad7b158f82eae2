"""Planning turnout: the targets of months, of the whole city, a unit or an area."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from command.models import Area, Department, User
from core.domain import audit
from core.errors import passes
from core.imports.applying import lock
from volunteers.domain.rights import check_may
from volunteers.errors import WrongTarget
from volunteers.models import TurnoutPlan

MOST_TURNS = 10_000_000
Holder = Department | Area | None
# By the first day of each month; None: no target.
Targets = Mapping[date, int | None]


def held_by(holder: Holder) -> dict[str, int | None]:
    """Return the fields that say whose a target is."""
    unit = holder.pk if isinstance(holder, Department) else None
    area = holder.pk if isinstance(holder, Area) else None
    return {"department_id": unit, "area_id": area}


@transaction.atomic
def set_targets(targets: Targets, *, of: Holder = None, by: User | None, at: datetime) -> int:
    """Set or remove targets of months; return how many changed. What stood there before stays in the audit trail."""
    check_plan(by=by)
    check_targets(targets)
    lock(TurnoutPlan)
    rows = TurnoutPlan.objects.filter(**held_by(of), month__in=list(targets))
    before = dict(rows.values_list("month", "turns"))
    changed = {month: turns for month, turns in targets.items() if before.get(month) != turns}
    rows.filter(month__in=list(changed)).delete()
    TurnoutPlan.objects.bulk_create(
        TurnoutPlan(month=month, turns=turns, set_by=by, set_at=at, **held_by(of))
        for month, turns in changed.items()
        if turns is not None
    )
    if changed:
        said = {f"{month:%Y-%m}": [before.get(month), turns] for month, turns in sorted(changed.items())}
        audit.record("turnout.planned", by=by, at=at, obj=of, targets=said)
    return len(changed)


def check_plan(*, by: User | None) -> None:
    """Refuse whoever plans nothing."""
    check_may(by, "change_turnoutplan")


def can_plan(*, by: User | None) -> bool:
    """Answer what :func:`check_plan` decides."""
    return passes(check_plan, by=by)


def check_targets(targets: Targets) -> None:
    """Refuse a day that begins no month, and targets below one turn or above :data:`MOST_TURNS`."""
    for month, turns in targets.items():
        if month.day != 1 or not (turns is None or 1 <= turns <= MOST_TURNS):
            raise WrongTarget


def holders(user: User, *, year: int) -> list[Holder]:
    """Return whose targets of a year ``user`` sees: the whole city first, then areas and units by name."""
    rows = TurnoutPlan.objects.visible_to(user).filter(month__year=year).select_related("department", "area")
    found = {row.holder for row in rows} - {None}
    areas = [each for each in found if isinstance(each, Area)]
    units = [each for each in found if isinstance(each, Department)]
    return [None, *sorted(areas, key=lambda area: area.code), *sorted(units, key=lambda unit: unit.name)]
