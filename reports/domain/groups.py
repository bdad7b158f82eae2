"""All figures with their values, by the part of the campaign that they count."""

from dataclasses import dataclass
from typing import Any

from core.domain.figures import Figure, Scope, Value, groups, measure
from core.domain.figures.figure import Text
from reports.domain import snapshots


@dataclass(frozen=True)
class Group:
    """The figures of one part of the campaign."""

    name: Text
    values: list[Value]


def measured(scope: Scope, user: Any) -> list[Group]:
    """Return the figures that ``user`` may read, each with its value: one query, kept for a minute by reader."""
    readable = [(name, [f for f in figures if f.may_read(user)]) for name, figures in groups()]
    asked = [(figure, scope) for _name, figures in readable for figure in figures]
    values = _values(asked, scope, user)
    return [Group(name, [values[figure.key] for figure in figures]) for name, figures in readable if figures]


def _values(asked: list[tuple[Figure, Scope]], scope: Scope, user: Any) -> dict[str, Value]:
    def count() -> dict[str, tuple]:
        return {value.figure.key: plain(value) for value in measure(asked, user)}

    period = scope.period
    where = f"{period.first}:{period.last}:{scope.department}:{scope.area}:{scope.category}:{len(asked)}"
    found = snapshots.latest(f"figures:{user.pk}:{where}", count, at=scope.at)
    return {figure.key: Value(figure, *found[figure.key]) for figure, _scope in asked}


def plain(value: Value) -> tuple[Any, ...]:
    """Return a value without its figure, as the cache can keep it."""
    return value.scope, value.number, value.part, value.of
