"""Counting figures over scopes: any number of both in a query or two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Aggregate, Avg, Count, FloatField, QuerySet, Sum
from django.db.models import Value as Constant
from django.db.models.functions import Cast

from core.domain.figures.figure import Figure, Find, Number, get
from core.domain.figures.scope import BEGINNING, Scope
from core.periods import Period

Asked = tuple[Figure, Scope]
# SQLite adds decimals up as binary fractions: what comes behind this is its noise.
DECIMALS = 6
WHENEVER = Period(BEGINNING, BEGINNING)


@dataclass(frozen=True)
class Value:
    """What was counted. ``number`` is None where there was nothing to divide by; a rate has its two parts."""

    figure: Figure
    scope: Scope
    number: Number | None
    part: Number | None = None
    of: Number | None = None

    @property
    def text(self) -> str:
        return self.figure.text(self.number)


@dataclass(frozen=True)
class Comparison:
    """A value, and for a flow what it was in the period before (环比) and a year earlier (同比)."""

    now: Value
    before: Value | None = None
    year_before: Value | None = None


def measure(asked: Sequence[Asked], user: Any) -> list[Value]:
    """Count each figure over its scope within the row scope of ``user``.

    One query for all conditions on the same records, and one for all the others.
    """
    primitives = list(dict.fromkeys(each for figure, scope in asked for each in _primitives(figure, scope)))
    totals = dict(zip(primitives, _totals(primitives, user), strict=True))
    return [_value(figure, scope, totals) for figure, scope in asked]


def compare(figure: Figure, scope: Scope, user: Any) -> Comparison:
    """Count a figure, and a flow also over the period before and a year earlier: one query.

    What is counted from the beginning has nothing before it. The two parts of a rate are counted in one look at their
    records; of any other figure each period by itself.
    """
    has_before = figure.is_flow and scope.period.first > BEGINNING
    scopes = [scope, scope.previous, scope.year_before] if has_before else [scope]
    asked = [(figure, each) for each in scopes]
    return Comparison(*(measure(asked, user) if figure.is_rate else _apart(asked, user)))


def _apart(asked: Sequence[Asked], user: Any) -> list[Value]:
    """Count each by itself: an index answers a range of days alone, and one of several ranges only with every row."""
    totals = _each(asked, user)
    return [Value(figure, scope, totals[figure, scope]) for figure, scope in asked]


def _primitives(figure: Figure, scope: Scope) -> list[Asked]:
    return [(get(figure.part), scope), (get(figure.of), scope)] if figure.of else [(figure, scope)]


def _totals(primitives: Iterable[Asked], user: Any) -> list[Number | None]:
    found: dict[Asked, Number | None] = {}
    for base, alike in _by_base(primitives).items():
        found |= _together(base[0](base[1], user), alike) if base else _each(alike, user)
    return [found[asked] for asked in primitives]


def _by_base(primitives: Iterable[Asked]) -> dict[tuple[Find, Scope] | None, list[Asked]]:
    """Return what was asked by the records that it is a condition on; under None what stands alone."""
    groups: dict[tuple[Find, Scope] | None, list[Asked]] = {}
    for figure, scope in primitives:
        base = (figure.among.base, replace(scope, period=WHENEVER)) if figure.among else None
        groups.setdefault(base, []).append((figure, scope))
    return groups


def _together(records: QuerySet, alike: Sequence[Asked]) -> dict[Asked, Number | None]:
    """Count conditions on the same records in one look at them."""
    conditions = [figure.among.where(scope) for figure, scope in alike if figure.among]
    counts = {f"figure_{place}": Count("pk", filter=condition) for place, condition in enumerate(conditions)}
    found = records.order_by().filter(reduce(or_, conditions)).aggregate(**counts)
    return dict(zip(alike, found.values(), strict=True))


def _each(asked: Sequence[Asked], user: Any) -> dict[Asked, Number | None]:
    """Count each over records of its own, all in one query."""
    selects = [_select(place, *each, user) for place, each in enumerate(asked)]
    found = dict(selects[0].union(*selects[1:], all=True))
    return {each: _number(found.get(place), each[0]) for place, each in enumerate(asked)}


def _select(place: int, figure: Figure, scope: Scope, user: Any) -> QuerySet:
    rows = figure.rows(scope, user).order_by().annotate(figure_place=Constant(place)).values("figure_place")
    return rows.annotate(figure_total=Cast(_aggregate(figure), FloatField())).values_list(
        "figure_place", "figure_total"
    )


def _aggregate(figure: Figure) -> Aggregate:
    if not figure.share:
        return Count("*")
    return Avg(figure.share) if figure.is_mean else Sum(figure.share)


def _number(found: float | Decimal | None, figure: Figure) -> Number | None:
    """Return a total as a whole number where it is one; the mean of nothing is None, its sum nought."""
    if found is None:
        return None if figure.is_mean else 0
    if figure.is_mean:
        return float(found)
    total = round(float(found), DECIMALS)
    return int(total) if total.is_integer() else total


def _value(figure: Figure, scope: Scope, totals: dict[Asked, Number | None]) -> Value:
    if not figure.of:
        return Value(figure, scope, totals[figure, scope])
    part, of = (totals[each] or 0 for each in _primitives(figure, scope))
    return Value(figure, scope, part / of if of else None, part, of)
