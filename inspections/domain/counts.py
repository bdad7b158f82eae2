"""What is counted of tickets over a period: each count is one condition.

The same condition counts the tickets for a figure and lists them for the reader who asks which they are,
so that a number and its list cannot differ.
"""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q

from core.periods import Period
from inspections.choices import COUNTED_STATES, OPEN_STATES, RUNNING_STATES, TicketState
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


# --- The way of a period's problems: 挂账 → 派遣 → 处置 → 反馈 → 核查 → 销号 -------------------------
# Each step holds only tickets of the step before, so that the funnel never widens. What was closed has gone
# the whole way, on the spot too; what a unit gave back (退单) waits again for its dispatch.

CLOSED = Q(state=TicketState.CLOSED)
WITH_A_UNIT = Q(dispatched_at__isnull=False)
TAKEN_UP = Q(state__in=(TicketState.HANDLING, TicketState.RECTIFIED)) | Q(handler__isnull=False) | Q(rework_count__gt=0)
ANSWERED = Q(rectified_at__isnull=False) | Q(rework_count__gt=0)
CHECKED = Q(rework_count__gt=0)


def cohort_registered(period: Period, at: datetime) -> Q:
    """Reported in the period and registered (挂账), not thrown out since."""
    return new(period, at) & Q(state__in=COUNTED_STATES)


def cohort_dispatched(period: Period, at: datetime) -> Q:
    """Of the registered: with a responsible unit, or closed."""
    return cohort_registered(period, at) & (CLOSED | WITH_A_UNIT)


def cohort_handled(period: Period, at: datetime) -> Q:
    """Of the dispatched: taken up by the unit."""
    return cohort_registered(period, at) & (CLOSED | WITH_A_UNIT & TAKEN_UP)


def cohort_rectified(period: Period, at: datetime) -> Q:
    """Of those taken up: answered by the unit at least once."""
    return cohort_registered(period, at) & (CLOSED | WITH_A_UNIT & TAKEN_UP & ANSWERED)


def cohort_checked(period: Period, at: datetime) -> Q:
    """Of the answered: checked at least once, passed or not."""
    return cohort_registered(period, at) & (CLOSED | WITH_A_UNIT & CHECKED)


def cohort_closed(period: Period, at: datetime) -> Q:
    """Of the checked: closed (销号) by now."""
    return new(period, at) & CLOSED


CONDITIONS: dict[str, Condition] = {
    "open": opened,
    "overdue": overdue,
    "new": new,
    "closed": closed,
    "on_time": on_time,
    "due": due,
    "reworked": reworked,
    "relapsed": relapsed,
    "cohort_registered": cohort_registered,
    "cohort_dispatched": cohort_dispatched,
    "cohort_handled": cohort_handled,
    "cohort_rectified": cohort_rectified,
    "cohort_checked": cohort_checked,
    "cohort_closed": cohort_closed,
}


def condition(key: str, *, period: Period, at: datetime) -> Q:
    """Return the condition of a count. An unknown key is a ``KeyError``."""
    return CONDITIONS[key](period, at)
