"""A figure: what is counted, how it reads, which records are behind it; and the registry of them all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.domain.figures.scope import Scope
from core.errors import NoSuchFigure

Text = str | Promise
Number = int | float
Find = Callable[[Scope, Any], QuerySet]
NOTHING = "—"
LEAST = 0.0001


def _everybody(user: Any) -> bool:
    return True


@dataclass(frozen=True)
class Among:
    """A condition on records that ``base`` finds whatever the period."""

    base: Find
    where: Callable[[Scope], Q]


@dataclass(frozen=True)
class Figure:
    """A number with its definition (口径).

    A count finds its records with ``find``; where it is a condition on records of which others are counted, too,
    it says so (``among``), and they are counted together. A sum adds up the ``share`` of its records (a field or an
    annotation); with ``is_mean`` it is their mean. A rate is the figure ``part`` ÷ the figure ``of``; its records
    are those of ``of``.

    ``is_flow``: it happens in the period. Otherwise it stands: on the last day of the period, or, where it
    ``stands_now``, at the time of the data whatever the period. ``more_is`` says how a rise reads: "good",
    "bad" or "" (neither). ``narrows`` names what of a scope applies; with ``has_points`` also ``own`` and ``point`` do.
    Who has ``permission`` may read it; who is not in ``sees_all`` reads it over the own row scope.
    """

    key: str
    name: Text
    definition: Text
    unit: Text = ""
    find: Find | None = None
    among: Among | None = None
    share: str = ""
    share_name: Text = ""
    is_mean: bool = False
    part: str = ""
    of: str = ""
    more_is: str = ""
    is_flow: bool = True
    stands_now: bool = False
    narrows: tuple[str, ...] = ()
    has_points: bool = False
    permission: str = ""
    sees_all: Callable[[Any], bool] = _everybody

    @property
    def is_rate(self) -> bool:
        return bool(self.of)

    @property
    def numerator(self) -> str:
        """The key under which counts hold what stands above the line: the part of a rate, or the figure itself."""
        return self.part or self.key

    @property
    def counted(self) -> "Figure":
        """The figure whose records are listed: itself, or the denominator of a rate."""
        return get(self.of) if self.of else self

    def rows(self, scope: Scope, user: Any) -> QuerySet:
        """Return exactly the records that are counted over ``scope`` within the row scope of ``user``."""
        if self.counted.find is None:
            raise NoSuchFigure
        return self.counted.find(scope, user)

    def value(self, counts: Mapping[str, int]) -> Number | None:
        """Return the count, or the rate as a share of one, from ``counts`` by key; None: nothing to divide by."""
        if not self.of:
            return counts[self.numerator]
        return counts[self.numerator] / counts[self.of] if counts[self.of] else None

    def display(self, counts: Mapping[str, int]) -> str:
        """Return the value of ``counts`` as it is printed."""
        return self.text(self.value(counts))

    def text(self, value: Number | None) -> str:
        """Return a value as it is printed: a count, a percentage with two decimals, or a dash for nothing."""
        if value is None:
            return NOTHING
        if self.of:
            return percentage(value)
        return f"{value:,.1f}" if self.is_mean else plain(value)

    def change(self, now: Number | None, before: Number | None) -> Number | None:
        """Return how far it moved: a difference, or percentage points of a rate; None for what stands."""
        if not self.is_flow or now is None or before is None:
            return None
        return round((now - before) * 100, 2) if self.of else now - before

    def change_of(self, now: Mapping[str, int], before: Mapping[str, int]) -> Number | None:
        """Return :meth:`change` between two counts by key."""
        return self.change(self.value(now), self.value(before))

    def moved(self, by: Number | None) -> str:
        """Return a :meth:`change` as it is printed; nothing where it cannot be said."""
        if by is None:
            return ""
        if not by:
            return _("no change")
        if self.of:
            return _("%(change)s percentage points") % {"change": f"{by:+.2f}"}
        return f"{by:+,.1f}" if self.is_mean else plain(by, "+")

    def tone(self, by: Number | None) -> str:
        """Return how a :meth:`change` reads: "good", "bad" or "neutral"."""
        if not by or not self.more_is:
            return "neutral"
        return "good" if (by > 0) == (self.more_is == "good") else "bad"

    def may_read(self, user: Any) -> bool:
        """Answer whether ``user`` may read it, over whatever rows."""
        return not self.permission or user.has_perm(self.permission)


def plain(number: Number, sign: str = "") -> str:
    """Return a number with its thousands apart, and a fraction with at most two decimals; ``sign``: "+" or nothing."""
    if isinstance(number, int):
        return f"{number:{sign},}"
    return f"{number:{sign},.2f}".rstrip("0").rstrip(".")


def percentage(share: Number) -> str:
    """Return a share of one with two decimals; not quite all is never printed as all, nor hardly any as none."""
    if 0 < share < 1:
        share = min(max(share, LEAST), 1 - LEAST)
    return f"{share * 100:.2f}%"


_figures: dict[str, Figure] = {}
_groups: dict[str, Text] = {}


def register(figures: Iterable[Figure], *, group: Text) -> None:
    """Add figures, in the order in which the index lists them under the name of their ``group``.

    A second figure of the same key replaces the first.
    """
    for figure in figures:
        _figures[figure.key] = figure
        _groups[figure.key] = group


def get(key: str) -> Figure:
    """Return the figure of that key; :class:`NoSuchFigure` where there is none."""
    if key not in _figures:
        raise NoSuchFigure
    return _figures[key]


def all_figures() -> list[Figure]:
    """Return every figure, in order."""
    return list(_figures.values())


def groups() -> list[tuple[Text, list[Figure]]]:
    """Return every figure under the name of its group, in order."""
    return [(name, list(each)) for name, each in groupby(_figures.values(), lambda figure: _groups[figure.key])]
