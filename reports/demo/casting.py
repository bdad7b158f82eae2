"""Who does what, and where: points, categories, units, limits and people, chosen as they occur in reality."""

from bisect import bisect
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random

from django.conf import settings
from django.utils import timezone

from command.choices import AreaRank, DepartmentKind
from command.models import Area, Department, User
from inspections.choices import Source
from inspections.models import Category, Point, Ticket, TimeLimit
from reports.demo.headquarters import Staff
from reports.demo.words import AFFINITIES, FINDINGS, TRADES, WHERE, describe

# Of a hundred reports of the public, so many name a point of the list; the others tell a street.
NAMES_A_POINT = 0.55
# Of a hundred problems, so many go to the unit of that trade, and so many to the town; the others to the point's unit.
TO_THE_TRADE, TO_THE_TOWN = 0.3, 0.2
STREETS = ("中山路", "兴定路", "长安路", "博陵街", "刀枪街", "清风街", "大道观街", "永清街", "北城墙路", "迎宾大道")


class Casting:
    """Chooses, repeatably, from what the city has."""

    def __init__(self, rng: Random, staff: Staff) -> None:
        self.rng, self.staff = rng, staff
        self.points = list(Point.objects.select_related("type", "area", "department").order_by("code"))
        self.categories = {
            category.name: category for category in Category.objects.current() if category.name in FINDINGS
        }
        self.villages = list(Area.objects.filter(level__rank=AreaRank.VILLAGE).order_by("code"))
        self.departments = {department.pk: department for department in Department.objects.order_by("pk")}
        self.committees = {d.area.code: d for d in self.departments.values() if d.area and d.kind in TOWN_KINDS}
        self.trades = self._trades()
        self.limits = self._limits()
        self._weights: dict[str, tuple[list[Category], list[int]]] = {}
        self._seen: dict[tuple[int, int], date] = {}

    def ticket(self, source: Source, day: date, by: User | None) -> Ticket:
        """Return a new problem, not yet reported."""
        names_a_point = source == Source.PATROL or self.rng.random() < NAMES_A_POINT
        ticket = self._at_point(day) if names_a_point else self._in_street(day)
        ticket.source, ticket.finder, ticket.finder_department = source, by, by.department if by else None
        return ticket

    def _at_point(self, day: date) -> Ticket:
        point, category = self._finding(day)
        ticket = Ticket(point=point, area=point.area, category=category)
        ticket.description = describe(self.rng, category.name)
        if point.longitude is not None and point.latitude is not None:
            ticket.longitude = round(point.longitude + self.rng.uniform(-0.0004, 0.0004), 6)
            ticket.latitude = round(point.latitude + self.rng.uniform(-0.0004, 0.0004), 6)
        return ticket

    def _in_street(self, day: date) -> Ticket:
        village, category = self.rng.choice(self.villages), self._category("")
        place = f"{village.name}{self.rng.choice(STREETS)}{self.rng.randint(1, 400)}号{self.rng.choice(WHERE)}"
        return Ticket(area=village, place=place, category=category, description=describe(self.rng, category.name))

    def _finding(self, day: date) -> tuple[Point, Category]:
        """Return a point and a category that has not been found there lately: most problems do not come back."""
        for _attempt in range(8):
            point = self.rng.choice(self.points)
            category = self._category(point.type.name)
            last = self._seen.get((point.pk, category.pk))
            if last is None or day - last > timedelta(days=settings.RELAPSE_DAYS + 10):
                break
        self._seen[point.pk, category.pk] = day
        return point, category

    def _category(self, type_name: str) -> Category:
        if type_name not in self._weights:
            likes = AFFINITIES.get(type_name, {})
            names = list(self.categories)
            shares = list(accumulate(FINDINGS[name][0] * likes.get(name, 1) for name in names))
            self._weights[type_name] = [self.categories[name] for name in names], shares
        categories, weights = self._weights[type_name]
        return categories[bisect(weights, self.rng.random() * weights[-1])]

    def unit(self, ticket: Ticket) -> Department:
        """Return the unit that the office would choose: of the trade, of the town, or the point's own."""
        trade = self.trades.get(ticket.category.name)
        if trade and self.rng.random() < TO_THE_TRADE:
            return trade
        if ticket.point is None or ticket.point.department is None or self.rng.random() < TO_THE_TOWN:
            return self.committees[AreaRank.TOWN.of(ticket.area.code)]
        return self.departments[ticket.point.department.pk]

    def other_unit(self, ticket: Ticket) -> Department:
        """Return a unit other than the present one."""
        town = self.committees[AreaRank.TOWN.of(ticket.area.code)]
        if ticket.department_id != town.pk:
            return town
        others = [pk for pk in sorted(self.staff.handlers) if pk != ticket.department_id]
        return self.departments[self.rng.choice(others)]

    def limit(self, ticket: Ticket) -> TimeLimit:
        return self.rng.choice(self.limits.get(ticket.category_id) or self.limits[None])

    def _trades(self) -> dict[str, Department]:
        by_name = {department.name: department for department in self.departments.values()}
        return {category: by_name[unit] for unit, categories in TRADES.items() for category in categories}

    def _limits(self) -> dict[int | None, list[TimeLimit]]:
        found: dict[int | None, list[TimeLimit]] = {}
        for limit in TimeLimit.objects.filter(set__is_current=True).order_by("pk"):
            found.setdefault(limit.category_id, []).append(limit)
        return found

    def inspector(self, at: datetime) -> User:
        """Return a member of one of the groups in force then."""
        day = timezone.localdate(at)
        groups = [group for group in self.staff.groups if group.active_from is None or group.active_from <= day]
        return self.rng.choice(self.staff.inspectors[self.rng.choice(groups).pk])

    def clerk(self) -> User:
        return self.rng.choice(self.staff.clerks)

    def handler(self, ticket: Ticket) -> User:
        """Return the person of the responsible unit."""
        assert ticket.department_id is not None  # noqa: S101 - the table allows no other
        return self.staff.handlers[ticket.department_id]


TOWN_KINDS = (DepartmentKind.SUBDISTRICT, DepartmentKind.TOWNSHIP)
