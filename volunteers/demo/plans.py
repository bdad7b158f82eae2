"""The plan of the demonstration city: targets from the first whole month of its activities to the end of the year."""

from datetime import date, datetime, timedelta

from command.choices import Role
from command.models import Area, User
from volunteers.choices import Category
from volunteers.demo.sizes import Size
from volunteers.domain import plans
from volunteers.models import Volunteer

# Of the usual turnout of a month, in per cent; more in the month of Lei Feng and in the golden week's.
USUAL, BUSY, BUSY_MONTHS = 95, 110, (3, 10)
TOWNS = 2


def load(size: Size, today: date, *, at: datetime) -> None:
    """Plan the turnout of the city, and of two towns by how many of the volunteers live there."""
    office = User.objects.filter(groups__name=Role.OFFICE).order_by("pk").first()
    targets = {month: _target(size, month) for month in _months(size, today)}
    plans.set_targets(targets, by=office, at=at)
    everybody = Volunteer.objects.confirmed(at)
    for town in Area.objects.towns().order_by("code")[:TOWNS]:
        here = everybody.filter(area__code__startswith=town.code).count()
        parts = {month: turns * here // everybody.count() or None for month, turns in targets.items()}
        plans.set_targets(parts, of=town, by=office, at=at)


def _months(size: Size, today: date) -> list[date]:
    begun, end = today - timedelta(days=size.days), date(today.year, 12, 1)
    months = [date(year, month, 1) for year in range(begun.year, end.year + 1) for month in range(1, 13)]
    return [month for month in months if begun <= month <= end]


def _target(size: Size, month: date) -> int:
    """Return the target of a month in whole hundreds."""
    turns = sum(size.turns.values()) + (0 if Category.ORGAN in size.turns else sum(size.named) // 2)
    usual = turns * size.activities * 30 // size.days
    return usual * (BUSY if month.month in BUSY_MONTHS else USUAL) // 100 // 100 * 100
