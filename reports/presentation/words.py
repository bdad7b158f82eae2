"""How lengths of time are told."""

from datetime import timedelta

from django.utils.translation import ngettext


def length(late_by: timedelta) -> str:
    """Return a length of time in days, within the first day in hours."""
    if late_by.days:
        return ngettext("%(n)d day", "%(n)d days", late_by.days) % {"n": late_by.days}
    hours = late_by // timedelta(hours=1)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
