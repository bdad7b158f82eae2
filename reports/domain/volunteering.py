"""The city's volunteering on one page, counted in a handful of queries and kept for a minute (``snapshots``).

Every number that has a figure is counted over the same records as the figure, so that its passport says the same.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from command.models import Area
from core.domain.figures import EVERYTHING, Scope, Value, get, measure
from core.domain.figures.figure import Number
from core.periods import Period
from reports.domain import snapshots
from volunteers.choices import Category, Sex
from volunteers.domain import queries
from volunteers.models import Activity, Membership, Team, TeamKind, Volunteer

NAME = "volunteering"
STOCKS = ("volunteers.all_teams", "volunteers.registered", "volunteers.unconfirmed", "volunteers.organ_rate")
FLOWS = ("volunteers.activities", "volunteers.turnout")
CADRES, PUBLIC = "volunteers.cadre_turnout", "volunteers.public_turnout"
PLAN = "volunteers.turnout_plan"
RECENT_DAYS, MONTHS, WEEKENDS, SHORT_UNITS = 30, 12, 12, 10
YOUNGEST, OLDEST, STEP = 14, 80, 10
# From an age to another.
Span = tuple[int | None, int | None]
NOT_KNOWN: Span = (None, None)


@dataclass(frozen=True)
class Turns:
    """How many took part (人次) over some days: organ staff, citizens and students."""

    period: Period
    cadres: int
    public: int

    @property
    def total(self) -> int:
        return self.cadres + self.public


@dataclass(frozen=True)
class Ages:
    """Volunteers from an age to another (None: and older; both None: year of birth unknown), by sex."""

    first: int | None
    last: int | None
    men: int
    women: int
    unknown: int


@dataclass(frozen=True)
class Kind:
    """A kind of team: how many there are, and how many people belong to them, each counted once in a kind."""

    pk: int
    name: str
    teams: int
    people: int


@dataclass(frozen=True)
class Short:
    """A unit (``pk``) some of whose staff is not registered."""

    pk: int
    name: str
    staff: int
    registered: int


@dataclass(frozen=True)
class Board:
    """Everything the page shows, as plain values. ``areas`` are (code, name, people); ``units`` is how many count.

    ``plan`` is the city's target of turns by the first day of the month, where there is one.
    """

    at: datetime
    numbers: dict[str, tuple[Number | None, Number | None, Number | None]]
    kinds: list[Kind]
    groups: dict[str, int]
    areas: list[tuple[str, str, int]]
    elsewhere: int
    ages: list[Ages]
    weekends: list[Turns]
    months: list[Turns]
    plan: dict[date, int]
    units: int
    short: list[Short]

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    @property
    def stock(self) -> Scope:
        """Over what the page counts that stands."""
        return stock_at(self.at)

    def values(self) -> list[Value]:
        """Return the headline numbers as figures that open their passports."""
        return [Value(get(key), _scope_of(key, self.at), *found) for key, found in self.numbers.items()]


def stock_at(at: datetime) -> Scope:
    """Return the scope of what stands today."""
    today = timezone.localdate(at)
    return Scope(Period(today, today), at)


def recent(at: datetime) -> Scope:
    """Return the scope of the last :data:`RECENT_DAYS` days."""
    return Scope(Period.of_days(RECENT_DAYS, until=timezone.localdate(at)), at)


def _scope_of(key: str, at: datetime) -> Scope:
    return stock_at(at) if key in STOCKS else recent(at)


def latest(*, at: datetime) -> Board:
    """Return the page, at most a minute old where somebody keeps asking."""
    return snapshots.latest(NAME, lambda: count(at=at), at=at)


def warm(*, at: datetime) -> None:
    """Count it before anybody asks."""
    snapshots.keep_parts(NAME, {"": count(at=at)}, at=at)


def count(*, at: datetime) -> Board:
    """Count everything: the number of queries does not depend on the number of rows."""
    today = timezone.localdate(at)
    asked = [(get(key), _scope_of(key, at)) for key in (*STOCKS, *FLOWS)]
    areas, elsewhere = _areas(at)
    groups, ages = _people(at)
    turns = _turns(_months(today)[0].first, at)
    units, short = _units(at)
    return Board(
        at=at,
        numbers={value.figure.key: (value.number, value.part, value.of) for value in measure(asked, EVERYTHING)},
        kinds=_kinds(today, at),
        groups=groups,
        areas=areas,
        elsewhere=elsewhere,
        ages=ages,
        weekends=[_in_period(turns, period) for period in _weekends(today)],
        months=[_in_period(turns, period) for period in _months(today)],
        plan=_plan(_months(today), at),
        units=units,
        short=short,
    )


def _confirmed(at: datetime) -> QuerySet[Volunteer]:
    return get("volunteers.registered").rows(stock_at(at), EVERYTHING).order_by()


def _kinds(today: date, at: datetime) -> list[Kind]:
    teams = Counter(dict(Team.objects.active(today).order_by().values_list("kind").annotate(n=Count("pk"))))
    members = Membership.objects.active(today).filter(volunteer__in=_confirmed(at)).order_by()
    people = dict(members.values_list("team__kind").annotate(n=Count("volunteer", distinct=True)))
    return [Kind(kind.pk, kind.name, teams[kind.pk], people.get(kind.pk, 0)) for kind in TeamKind.objects.all()]


def _areas(at: datetime) -> tuple[list[tuple[str, str, int]], int]:
    """Return how many live in each town, and how many in none."""
    found: Counter[str] = Counter()
    for code, people in _confirmed(at).values_list("area__code").annotate(n=Count("pk")):
        found[code or ""] += people
    towns = [
        (town.code, town.name, sum(people for code, people in found.items() if code.startswith(town.code)))
        for town in Area.objects.towns().order_by("code")
    ]
    return towns, found.total() - sum(people for _code, _name, people in towns)


def _people(at: datetime) -> tuple[dict[str, int], list[Ages]]:
    """Return how many there are of each group, and of each age by sex: one look at all of them."""
    year = timezone.localdate(at).year
    groups: Counter[str] = Counter()
    ages: defaultdict[Span, Counter[str]] = defaultdict(Counter)
    rows = _confirmed(at).values_list("category", "birth_year", "sex").annotate(n=Count("pk"))
    for category, born, sex, people in rows:
        groups[category] += people
        ages[_span(None if born is None else year - born)][sex] += people
    spans = [*_spans(), *([NOT_KNOWN] if NOT_KNOWN in ages else [])]
    return dict(groups), [_ages(span, ages[span]) for span in spans]


def _spans() -> list[Span]:
    """Return 14 to 19, 20 to 29, … 80 and older."""
    tens = [(first, first + STEP - 1) for first in range(20, OLDEST, STEP)]
    return [(YOUNGEST, 19), *tens, (OLDEST, None)]


def _span(age: int | None) -> Span:
    if age is None:
        return NOT_KNOWN
    return next((span for span in _spans() if span[1] is None or age <= span[1]), NOT_KNOWN)


def _ages(span: Span, sexes: Counter[str]) -> Ages:
    return Ages(*span, men=sexes[Sex.MALE], women=sexes[Sex.FEMALE], unknown=sexes[""])


def _turns(first: date, at: datetime) -> Counter[tuple[date, bool]]:
    """Return the turns of each day from ``first`` on, under (day, whether of organ staff)."""
    held = Activity.objects.held().starting(Period(first, first).starts_at, stock_at(at).period.ends_at)
    day = TruncDate("activity__starts_at", tzinfo=timezone.get_default_timezone())
    heads = queries.head_counts(held).annotate(day=day).values("day", "category").annotate(n=Sum("turns"))
    names = queries.names_alone(held).annotate(day=day).values("day", "category").annotate(n=Count("pk"))
    found: Counter[tuple[date, bool]] = Counter()
    for row in (*heads, *names):
        found[row["day"], row["category"] == Category.ORGAN] += row["n"]
    return found


def _in_period(turns: Counter[tuple[date, bool]], period: Period) -> Turns:
    cadres, public = (sum(turns[day, is_organ] for day in period.dates()) for is_organ in (True, False))
    return Turns(period, cadres, public)


def _weekends(today: date) -> list[Period]:
    """Return the last Saturdays with their Sundays, the latest begun one at the end."""
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    starts = [saturday - timedelta(weeks=back) for back in reversed(range(WEEKENDS))]
    return [Period(start, start + timedelta(days=1)) for start in starts]


def _months(today: date) -> list[Period]:
    """Return the last months, the present one up to today."""
    found, last = [], today
    for _back in range(MONTHS):
        found.append(Period(last.replace(day=1), last))
        last = last.replace(day=1) - timedelta(days=1)
    return found[::-1]


def _plan(months: list[Period], at: datetime) -> dict[date, int]:
    """Return the city's targets of the months."""
    scope = Scope(Period(months[0].first, months[-1].last), at)
    return dict(get(PLAN).rows(scope, EVERYTHING).values_list("month", "turns"))


def _units(at: datetime) -> tuple[int, list[Short]]:
    """Return how many units have a roster, and those of them that are not all registered, the most missing first."""
    rows = list(get("volunteers.organ_rate").rows(stock_at(at), EVERYTHING).select_related("department"))
    short = [
        Short(row.department_id, row.department.name, row.headcount, row.registered) for row in rows if row.missing
    ]
    return len(rows), short
