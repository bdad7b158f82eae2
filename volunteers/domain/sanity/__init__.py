"""Records of service that cannot be, or hardly: somebody at two places, endless days, late batches, copied lists.

A flag is a question to the organiser, derived from the records each time: once they are corrected it is gone. Nothing
is refused, removed or left out of a figure for it. The limits are rows (:class:`~volunteers.models.FlagRule`).
"""

from collections.abc import Callable, Collection, Iterator

from django.db.models import QuerySet

from volunteers.choices import FlagKind
from volunteers.domain.sanity.asked import Asked, Flag
from volunteers.domain.sanity.lists import same_lists
from volunteers.domain.sanity.overlaps import overlaps
from volunteers.domain.sanity.times import late, long_days, too_long
from volunteers.models import Activity, FlagRule

__all__ = ["Flag", "find"]

FINDERS: dict[str, Callable[[Asked, int], Iterator[Flag]]] = {
    FlagKind.OVERLAP: overlaps,
    FlagKind.DAY: long_days,
    FlagKind.LENGTH: too_long,
    FlagKind.LATE: late,
    FlagKind.SAME: same_lists,
}


def find(activities: QuerySet[Activity], *, kinds: Collection[str] = FlagKind.values) -> list[Flag]:
    """Return the flags of ``activities``, the latest activity first. A rule that is not in use flags nothing.

    The number of statements does not depend on the rows. Two organisers who clash have a flag each, one has one.
    """
    asked = Asked(dict(activities.filter(cancelled_at=None).order_by().values_list("pk", "starts_at")))
    if not asked.own:
        return []
    rules = FlagRule.objects.filter(is_active=True, kind__in=kinds)
    found = [flag for rule in rules for flag in FINDERS[rule.kind](asked, rule.limit)]
    mine = (flag for flag in found if flag.activity in asked.own)
    return sorted(mine, key=lambda flag: (asked.own[flag.activity], flag.activity, flag.key), reverse=True)
