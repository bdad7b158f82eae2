"""The working calendar of the city, from its tables, as the value that :mod:`core.worktime` counts with."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from core.models import CalendarStamp, CalendarYear, SpecialDay, WorkPeriod
from core.worktime import Calendar, Special

# Limits reach this far ahead: 20 working days, extended, over the turn of a year.
LOOK_AHEAD = timedelta(days=120)
STAMP = 1

_cached: tuple[uuid.UUID, Calendar] | None = None


def current() -> Calendar:
    """Return the calendar in force. One short query; the tables are read only after a change.

    The stamp lies in the database, so a change is seen at once by every process, and never before it is
    committed.
    """
    global _cached
    stamp = CalendarStamp.objects.filter(pk=STAMP).values_list("value", flat=True).first()
    if _cached is None or stamp is None or _cached[0] != stamp:
        loaded = load()
        if stamp is None:
            return loaded
        _cached = (stamp, loaded)
    return _cached[1]


def load() -> Calendar:
    """Read the calendar from its tables."""
    days = SpecialDay.objects.values_list("date", "is_working", "name")
    return Calendar(
        special={day: Special(is_working, name) for day, is_working, name in days},
        periods=tuple(WorkPeriod.objects.values_list("starts", "ends")),
        years=frozenset(CalendarYear.objects.values_list("year", flat=True)),
        tz=timezone.get_default_timezone(),
    )


def changed(**_signal: object) -> None:
    """Mark the calendar as changed. Called by whatever writes one of its tables, in the same transaction."""
    CalendarStamp.objects.update_or_create(pk=STAMP, defaults={"value": uuid.uuid4()})


def unknown_years(at: datetime, *, days: Calendar | None = None) -> list[int]:
    """Return the years that a limit set at ``at`` can reach and whose holidays nobody has entered."""
    first, last = timezone.localtime(at).year, timezone.localtime(at + LOOK_AHEAD).year
    known = (days or current()).years
    return [year for year in range(first, last + 1) if year not in known]
