"""What a passport says of a figure: its value now and before. A long count is kept for a minute."""

from hashlib import sha256
from typing import Any

from django.core.cache import cache

from core.domain.figures import Comparison, Figure, Scope, Value, compare
from reports.domain import snapshots
from reports.domain.groups import plain

# A number above this is kept for a minute: counting 100,000 rows takes longer than showing the first of them.
COUNTED_EACH_TIME = 1000


def counted(figure: Figure, scope: Scope, user: Any) -> Comparison:
    """Return the figure over ``scope`` within the row scope of ``user``, with 环比 and 同比 for a flow.

    A large number may be up to a minute old; its own scope says from when it is.
    """
    name = _name(figure, scope, user)
    kept = cache.get(name)
    if kept is not None and scope.at - kept[0] < snapshots.FRESH_FOR:
        return _of(figure, kept[1])
    found = compare(figure, scope, user)
    if _size(found) > COUNTED_EACH_TIME:
        cache.set(name, (scope.at, _plain(found)), snapshots.FRESH_FOR.seconds)
    return found


def _name(figure: Figure, scope: Scope, user: Any) -> str:
    who = "all" if figure.sees_all(user) else user.pk
    period = scope.period
    # Whatever stands in the address as a point: a name in the cache takes no spaces.
    point = sha256(scope.point.encode()).hexdigest()[:32]
    where = f"{scope.department}:{scope.area}:{scope.category}:{scope.own}:{point}"
    return f"figure:{figure.key}:{who}:{period.first}:{period.last}:{where}"


def _size(found: Comparison) -> float:
    return max(found.now.number or 0, found.now.of or 0)


def _plain(found: Comparison) -> list[tuple[Any, ...]]:
    values = (found.now, found.before, found.year_before)
    return [plain(value) for value in values if value]


def _of(figure: Figure, plain: list[tuple[Any, ...]]) -> Comparison:
    return Comparison(*(Value(figure, *each) for each in plain))
