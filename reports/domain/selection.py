"""What a reader of the dashboard has chosen."""

from dataclasses import dataclass, replace

from command.models import Area
from core.periods import Period
from inspections.models.tickets import TicketQuerySet


@dataclass(frozen=True)
class Selection:
    """Period, unit, area, category. ``area`` is a division code: it and everything below it."""

    period: Period
    department: int | None = None
    area: str = ""
    category: int | None = None

    def narrow(self, tickets: TicketQuerySet) -> TicketQuerySet:
        """Return the tickets of the chosen unit, area and category."""
        if self.department:
            tickets = tickets.filter(department_id=self.department)
        if self.category:
            tickets = tickets.filter(category_id=self.category)
        if self.area:
            # The keys, and not a subquery: the planner then knows how few of the tickets an area has.
            tickets = tickets.filter(area_id__in=list(Area.objects.under(self.area).values_list("pk", flat=True)))
        return tickets

    def everywhere(self) -> "Selection":
        """Return the same without its area: what all areas share."""
        return replace(self, area="")
