"""The figures that officials read: name, unit, definition (口径), and what is counted.

A figure's counts come from ``inspections.domain.counts``, which also list the records behind it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Figure:
    """A number with its definition. ``of`` names the denominator of a rate; a count has none.

    ``more_is`` says how a rise reads: "good", "bad" or "" (neither).
    ``is_flow`` tells what happens in a period from what stands at a moment.
    """

    key: str
    name: Text
    definition: Text
    of: str = ""
    more_is: str = ""
    is_flow: bool = True
    counted: str = ""

    @property
    def numerator(self) -> str:
        return self.counted or self.key

    def value(self, counts: Counts) -> float | int | None:
        """Return the count, or the rate as a share of one; None where the denominator is empty."""
        if not self.of:
            return counts[self.numerator]
        return counts[self.numerator] / counts[self.of] if counts[self.of] else None

    def display(self, counts: Counts) -> str:
        """Return the value as it is printed: a count, a percentage with two decimals, or a dash."""
        value = self.value(counts)
        if value is None:
            return "—"
        return f"{value * 100:.2f}%" if self.of else f"{value:,}"


FIGURES = {
    figure.key: figure
    for figure in (
        Figure(
            "open",
            _("Open problems"),
            _("Reported and not yet closed, rejected or voided, at the time of the data."),
            is_flow=False,
        ),
        Figure("new", _("New problems"), _("Reported in the period, from every source.")),
        Figure("closed", _("Closed"), _("Closed in the period after a passed check or on the spot."), more_is="good"),
        Figure(
            "overdue",
            _("Overdue now"),
            _("With the responsible unit, and past the deadline at the time of the data."),
            more_is="bad",
            is_flow=False,
        ),
        Figure(
            "on_time_rate",
            _("On-time closure rate"),
            _(
                "Closed in the period with the accepted rectification before the deadline ÷ due. "
                "Due: closed in the period, or overdue and still open at its end; suspended ones are left out."
            ),
            of="due",
            counted="on_time",
            more_is="good",
        ),
        Figure(
            "closure_rate",
            _("Closure rate"),
            _(
                "Closed in the period ÷ due. "
                "Due: closed in the period, or overdue and still open at its end; suspended ones are left out."
            ),
            of="due",
            counted="closed",
            more_is="good",
        ),
        Figure(
            "rework_rate",
            _("Rework rate"),
            _("Closed in the period after at least one failed check ÷ closed in the period."),
            of="closed",
            counted="reworked",
            more_is="bad",
        ),
        Figure(
            "relapsed",
            _("Relapses"),
            _("Reported in the period as the same problem at the same point, soon after it had been closed."),
            more_is="bad",
        ),
    )
}
HEADLINES = ("open", "new", "closed", "overdue", "on_time_rate", "closure_rate", "rework_rate", "relapsed")


def change(figure: Figure, now: Counts, before: Counts) -> float | int | None:
    """Return how far the figure moved: a difference of counts, or percentage points of a rate."""
    new, old = figure.value(now), figure.value(before)
    if not figure.is_flow or new is None or old is None:
        return None
    return round((new - old) * 100, 2) if figure.of else new - old
