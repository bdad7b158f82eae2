"""All figures with their values, by the part of the campaign that they count."""

from dataclasses import dataclass
from typing import Any
from zlib import crc32

from core.domain.figures import Figure, Scope, Value, groups, measure
from core.domain.figures.figure import Text
from reports.domain import snapshots


@dataclass(frozen=True)
class Group:
    """The figures of one part of the campaign."""

    name: Text
    values: list[Value]


def measured(scope: Scope, user: Any) -> list[Group]:
    """Return the figures that ``user`` may read, each with its value: two queries, kept for a minute."""
    readable = [(name, [f for f in figures if f.may_read(user)]) for name, figures in groups()]
    asked = [(figure, scope) for _name, figures in readable for figure in figures]
    values = _values(asked, scope, user)
    return [Group(name, [values[figure.key] for figure in figures]) for name, figures in readable if figures]


def _values(asked: list[tuple[Figure, Scope]], scope: Scope, user: Any) -> dict[str, Value]:
    def count() -> dict[str, tuple]:
        return {value.figure.key: plain(value) for value in measure(asked, user)}

    period = scope.period
    where = f"{period.first}:{period.last}:{scope.department}:{scope.area}:{scope.category}:{_signature(asked)}"
    who = "all" if all(figure.sees_all(user) for figure, _scope in asked) else user.pk
    found = snapshots.latest(f"figures:{who}:{where}", count, at=scope.at)
    return {figure.key: Value(figure, *found[figure.key]) for figure, _scope in asked}


def _signature(asked: list[tuple[Figure, Scope]]) -> int:
    """Return a number for which figures were asked for: accounts of different roles may read different ones."""
    return crc32(" ".join(figure.key for figure, _scope in asked).encode())


def plain(value: Value) -> tuple[Any, ...]:
    """Return a value without its figure, as the cache can keep it."""
    return value.scope, value.number, value.part, value.of
