"""The passport of a number: what it counts, and the tickets behind it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from inspections.domain import counts
from inspections.models.tickets import TicketQuerySet
from reports.domain.dashboard import STOCKS, Selection
from reports.domain.figures import FIGURES, Text

SHOWN = ("category", "point", "area", "department")


@dataclass(frozen=True)
class Passport:
    """A count's name and definition."""

    key: str
    name: Text
    definition: Text

    @property
    def is_flow(self) -> bool:
        return self.key not in STOCKS

    def tickets(self, scope: TicketQuerySet, selection: Selection, *, at: datetime) -> TicketQuerySet:
        """Return the tickets of ``scope`` that the number counts: the most pressing, or the newest, first."""
        rows = selection.narrow(scope).filter(counts.condition(self.key, period=selection.period, at=at))
        return rows.select_related(*SHOWN).order_by(*(("-id",) if self.is_flow else ("due_at", "id")))


PASSPORTS = {
    passport.key: passport
    for passport in (
        *(Passport(key, FIGURES[key].name, FIGURES[key].definition) for key in ("open", "overdue", "new", "closed")),
        Passport("relapsed", FIGURES["relapsed"].name, FIGURES["relapsed"].definition),
        Passport(
            "due",
            _("Due"),
            _("Closed in the period, or overdue and still open at its end; suspended ones are left out."),
        ),
        Passport(
            "on_time",
            _("Closed on time"),
            _("Closed in the period with the accepted rectification before the deadline."),
        ),
        Passport("reworked", _("Closed after rework"), _("Closed in the period after at least one failed check.")),
    )
}
