"""How a number that moved is told."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.domain.figures import Figure


def moved(figure: Figure, by: float | int | None) -> str:
    """Return how far a figure moved, or an empty text where it cannot be said."""
    if by is None:
        return ""
    if not by:
        return _("no change")
    if figure.of:
        return _("%(change)s percentage points") % {"change": f"{by:+.2f}"}
    return f"{by:+,}"


def tone(figure: Figure, by: float | int | None) -> str:
    """Return how a move reads: good, bad or neutral."""
    if not by or not figure.more_is:
        return "neutral"
    return "good" if (by > 0) == (figure.more_is == "good") else "bad"


def length(late_by: timedelta) -> str:
    """Return a length of time in days, within the first day in hours."""
    if late_by.days:
        return ngettext("%(n)d day", "%(n)d days", late_by.days) % {"n": late_by.days}
    hours = late_by // timedelta(hours=1)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
