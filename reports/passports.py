"""The passport of a figure as a page and a workbook show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import listings, passports
from core.domain.figures import BEGINNING, Comparison, Figure, Scope, Value, all_figures, get
from core.domain.figures.scope import NO_POINT
from core.exports import Column
from core.periods import Period
from reports.forms import FigureForm

Text = str | Promise


@dataclass(frozen=True)
class Link:
    """A part of a rate, with the way to its own list."""

    name: Text
    number: str
    url: str


@dataclass(frozen=True)
class Earlier:
    """What the figure was over an earlier period, and how far it has moved since."""

    name: Text
    period: Period
    value: str
    url: str
    change: str
    tone: str


def how_many(value: Value) -> int | None:
    """Return how many records are listed, where the number itself says so."""
    number = value.of if value.figure.is_rate else value.number
    return None if value.figure.counted.share or number is None else int(number)


def parts(value: Value) -> list[Link]:
    """Return the numerator and the denominator of a rate, each with its list; nothing for any other figure."""
    if not value.figure.is_rate:
        return []
    both = ((get(value.figure.part), value.part), (get(value.figure.of), value.of))
    return [
        Link(figure.name, figure.text(number), passports.address(figure.key, value.scope)) for figure, number in both
    ]


def earlier(found: Comparison) -> list[Earlier]:
    """Return 环比 and 同比 of a flow; what stands at a moment has neither."""
    named = ((_("Period before"), found.before), (_("Year before"), found.year_before))
    return [_earlier(name, found.now, before) for name, before in named if before]


def _earlier(name: Text, now: Value, before: Value) -> Earlier:
    by = now.figure.change(now.number, before.number)
    return Earlier(
        name=name,
        period=before.scope.period,
        value=before.text,
        url=passports.address(now.figure.key, before.scope),
        change=_moved(now.figure, by, before.number),
        tone=now.figure.tone(by),
    )


def _moved(figure: Figure, by: float | None, before: float | None) -> str:
    """Return how far a figure moved: by how many, and by what share; a rate in points; empty where nobody can say."""
    share = f" ({by / before * 100:+.1f}%)" if by and before and not figure.is_rate else ""
    return figure.moved(by) + share


def columns(figure: Figure, of: Iterable[Column]) -> list[Column]:
    """Return the columns of the records of ``figure``: of a sum, or a rate of sums, also what each adds to it."""
    summed = [figure.counted, get(figure.part)] if figure.is_rate else [figure.counted]
    return [*of, *(_share(each) for each in summed if each.share)]


def _share(figure: Figure) -> Column:
    return Column(figure.share_name, lambda row: getattr(row, figure.share))


def page_columns(figure: Figure, scope: Scope, user: Any, rows: Sequence[Any], model: type[Model]) -> list[Column]:
    """Return the columns of a page of records; of a rate of counts also which count above the line (one query)."""
    found = columns(figure, listings.of(model).columns)
    if not figure.is_rate or figure.counted.share:
        return found
    above = get(figure.part).rows(scope, user).filter(pk__in=[row.pk for row in rows])
    counted = set(above.values_list("pk", flat=True))
    return [*found, Column(get(figure.part).name, lambda row: _("yes") if row.pk in counted else "")]


def sheet_columns(figure: Figure, rows: QuerySet) -> list[Column]:
    listing = listings.of(rows.model)
    return columns(figure, listing.sheet or listing.columns)


def filter_in_words(figure: Figure, form: FigureForm, scope: Scope) -> list[tuple[str, str]]:
    """Return over what was counted, as pairs of words."""
    pairs = _days(figure, scope.period)
    for name in figure.narrows:
        chosen = form.cleaned_data.get(name)
        label = str(form.fields[name].label)
        pairs.append((label, str(chosen.name if chosen else form.fields[name].empty_label)))  # type: ignore[attr-defined]
    return pairs + _within(scope)


def _within(scope: Scope) -> list[tuple[str, str]]:
    """Return what narrows the number further than anybody chooses."""
    own = [(_("Part"), _("In none of them"))] if scope.own else []
    if not scope.point:
        return own
    return [*own, (pgettext("heading", "Point"), _("At no point") if scope.point == NO_POINT else scope.point)]


def _days(figure: Figure, period: Period) -> list[tuple[str, str]]:
    """Return over which days was counted; what stands has a day, and now is the time of the data."""
    if figure.stands_now:
        return []
    last = f"{period.last:%Y-%m-%d}"
    if not figure.is_flow:
        return [(_("As of"), last)]
    if period.first <= BEGINNING:
        return [(_("Period"), _("since the beginning, to %(last)s") % {"last": last})]
    return [(_("Period"), f"{period.first:%Y-%m-%d} – {last}")]


def notes(figure: Figure, form: FigureForm, user: Any) -> list[str]:
    """Return what the reader must know: the own row scope bounds the number, or part of the link does not apply."""
    found = []
    if not figure.sees_all(user):
        found.append(_("Only the records that you may see are counted. Whoever sent you this link may see more."))
    unused = [name for name in ("department", "area", "category") if name not in figure.narrows and form.data.get(name)]
    if unused:
        found.append(_("This figure is not counted by unit, area or category as the link asks: it is shown undivided."))
    return found


def about(figure: Figure, value: Value, words: list[tuple[str, str]], user: Any) -> list[tuple[str, str]]:
    """Return the second sheet of a workbook: what the list is."""
    now = timezone.localtime(value.scope.at)
    unit = f" {figure.unit}" if figure.unit else ""
    rate = [(str(link.name), link.number) for link in parts(value)]
    return [
        (_("Figure"), str(figure.name)),
        (_("Value"), f"{value.text}{unit}"),
        (_("Definition"), str(figure.definition)),
        *rate,
        *words,
        (_("Time of the data"), f"{now:%Y-%m-%d %H:%M:%S}"),
        (_("Exported by"), str(user)),
    ]


def readable(user: Any) -> list[Figure]:
    """Return the figures that ``user`` may read."""
    return [figure for figure in all_figures() if figure.may_read(user)]
