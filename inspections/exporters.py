"""Tickets as a workbook."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.exports import CHUNK, Column
from core.record_exports import Export
from inspections import tabs
from inspections.choices import Source, TicketState
from inspections.filters import TicketFilter, narrowed
from inspections.models import Ticket
from inspections.presentation import limit_in_words
from inspections.tabs import Tab

COLUMNS = (
    Column(_("number"), lambda t: t.number, 16),
    Column(_("state"), lambda t: TicketState(t.state).label, 10),
    Column(_("source"), lambda t: Source(t.source).label, 10),
    Column(_("category"), lambda t: t.category.name, 18),
    Column(_("point code"), lambda t: t.point.code if t.point else "", 14),
    Column(_("point"), lambda t: t.place_name, 28),
    Column(_("area"), lambda t: t.area.name, 14),
    Column(_("description"), lambda t: t.description, 40),
    Column(_("found by"), lambda t: t.finder_department.name if t.finder_department else "", 14),
    Column(
        _("followed by"),
        lambda t: t.followed_by.name if t.followed_by else "",
        14,
        _("The supervision group that found it, or else that confirmed it on site."),
    ),
    Column(_("responsible unit"), lambda t: t.department.name if t.department else "", 24),
    Column(_("reported at"), lambda t: t.reported_at, 17),
    Column(_("registered at"), lambda t: t.registered_at, 17, _("The moment of 立案; a patrol's finding at once.")),
    Column(_("dispatched at"), lambda t: t.dispatched_at, 17),
    Column(
        _("limit"),
        lambda t: limit_in_words(t.limit_amount, t.limit_clock) if t.limit_amount else "",
        12,
        _("As given at the last dispatch; extensions move the deadline, not the limit."),
    ),
    Column(_("due at"), lambda t: t.due_at, 17, _("With approved extensions and suspensions.")),
    Column(_("rectified at"), lambda t: t.rectified_at, 17),
    Column(_("closed at"), lambda t: t.closed_at, 17),
    Column(_("reworks"), lambda t: t.rework_count, 8, _("Checks that were not passed.")),
    Column(_("returns"), lambda t: t.return_count, 8, _("Times that a unit gave it back as not its own.")),
)
RELATED = ("category", "point", "area", "department", "finder_department", "followed_by")


class TicketExport(Export):
    """A tab of the queue, as filtered."""

    @property
    def title(self) -> str:
        return gettext("tickets")

    @property
    def tab(self) -> Tab:
        return tabs.chosen(tabs.QUEUE, self.query.get("tab"))

    @cached_property
    def filter(self) -> TicketFilter:
        return narrowed(self.user, self.query, self.tab, at=self.at)

    @property
    def rows(self) -> QuerySet:
        return self.filter.qs

    @property
    def columns(self) -> Sequence[Column]:
        return COLUMNS

    def streamed(self) -> Iterable[Ticket]:
        return self.rows.select_related(*RELATED).iterator(chunk_size=CHUNK)

    def about(self) -> list[tuple[str, str]]:
        return [
            (gettext("List"), str(self.tab.label)),
            *_in_words(self.filter),
            (gettext("Exported at"), f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"),
            (gettext("Exported by"), str(self.user)),
        ]


def _in_words(chosen: TicketFilter) -> list[tuple[str, str]]:
    """Return the filter as pairs of words: what was narrowed, to what."""
    given = chosen.form.cleaned_data if chosen.form.is_valid() else {}
    pairs = [(str(chosen.form.fields[name].label), _value(chosen, name)) for name, value in given.items() if value]
    return pairs or [(gettext("Filter"), gettext("none"))]


def _value(chosen: TicketFilter, name: str) -> str:
    value = chosen.form.cleaned_data[name]
    choices = dict(getattr(chosen.form.fields[name], "choices", []) or []) if isinstance(value, str) else {}
    return gettext("yes") if value is True else str(choices.get(value, value))
