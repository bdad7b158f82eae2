"""What is counted of tickets over a period: each count is one condition.

The same condition counts the tickets for a figure and lists them for the reader who asks which they are,
so that a number and its list cannot differ.
"""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q

from core.periods import Period
from inspections.choices import OPEN_STATES, RUNNING_STATES, TicketState
from inspections.models.tickets import ON_TIME

Condition = Callable[[Period, datetime], Q]


def opened(period: Period, at: datetime) -> Q:
    """Not yet closed, rejected or voided, whatever the period."""
    return Q(state__in=OPEN_STATES)


def overdue(period: Period, at: datetime) -> Q:
    """The handler's clock runs and has run out at ``at``, whatever the period."""
    return Q(state__in=RUNNING_STATES, due_at__lt=at)


def new(period: Period, at: datetime) -> Q:
    """Reported in the period."""
    return Q(reported_at__gte=period.starts_at, reported_at__lt=period.ends_at)


def closed(period: Period, at: datetime) -> Q:
    """Closed (销号) in the period."""
    return Q(state=TicketState.CLOSED, closed_at__gte=period.starts_at, closed_at__lt=period.ends_at)


def on_time(period: Period, at: datetime) -> Q:
    """Closed in the period, and the accepted rectification came not after the deadline."""
    return closed(period, at) & ON_TIME


def late_at_end(period: Period, at: datetime) -> Q:
    """Past its deadline and not closed when the period ended (or at ``at``, if that is earlier).

    A suspended ticket has left the denominator (金华市数字城管考核办法: 应结案数 − 缓办数).
    """
    end = min(period.ends_at, at)
    still_open = Q(state__in=RUNNING_STATES) | Q(state=TicketState.RECTIFIED, remaining_minutes__lt=0)
    return Q(due_at__lt=end) & (still_open | Q(state=TicketState.CLOSED, closed_at__gte=end))


def due(period: Period, at: datetime) -> Q:
    """应结案: closed in the period, or late and still open at its end.

    Open overdue tickets stay in the denominator; otherwise the latest always look 100 % on time.
    """
    return closed(period, at) | late_at_end(period, at)


def reworked(period: Period, at: datetime) -> Q:
    """Closed in the period after at least one failed check."""
    return closed(period, at) & Q(rework_count__gt=0)


def relapsed(period: Period, at: datetime) -> Q:
    """Reported in the period as a relapse of a closed ticket."""
    return new(period, at) & Q(relapse_of__isnull=False)


CONDITIONS: dict[str, Condition] = {
    "open": opened,
    "overdue": overdue,
    "new": new,
    "closed": closed,
    "on_time": on_time,
    "due": due,
    "reworked": reworked,
    "relapsed": relapsed,
}


def condition(key: str, *, period: Period, at: datetime) -> Q:
    """Return the condition of a count. An unknown key is a ``KeyError``."""
    return CONDITIONS[key](period, at)
