"""The order in which to visit places. Pure arithmetic: nearest neighbour, then 2-opt; distances as the crow flies."""

from collections.abc import Sequence
from itertools import pairwise

from inspections.domain.distances import Place, metres

# A list of a day is short: so many rounds of improvement end long before.
MOST_ROUNDS = 50
# Metres: less is rounding, not a shorter way.
LEAST_GAIN = 1e-6


def length(places: Sequence[Place], order: Sequence[int]) -> float:
    """Return the metres of the way through ``places`` in ``order``."""
    return sum(metres(places[here], places[there]) for here, there in pairwise(order))


def shortest(places: Sequence[Place]) -> list[int]:
    """Return an order of ``places`` that begins with the first and is short: no two of its legs cross to advantage."""
    order = _nearest(places)
    for _round in range(MOST_ROUNDS):
        better = _uncrossed(places, order)
        if better == order:
            break
        order = better
    return order


def _nearest(places: Sequence[Place]) -> list[int]:
    order, left = list(range(min(1, len(places)))), set(range(1, len(places)))
    while left:
        here = places[order[-1]]
        order.append(min(left, key=lambda there: (metres(here, places[there]), there)))
        left.remove(order[-1])
    return order


def _uncrossed(places: Sequence[Place], order: list[int]) -> list[int]:
    """Return the order after one round of turning parts of the way around wherever that makes it shorter."""
    best = order
    for first in range(1, len(order) - 1):
        for last in range(first + 1, len(order)):
            if _gain(places, best, first, last) > LEAST_GAIN:
                best = best[:first] + best[first : last + 1][::-1] + best[last + 1 :]
    return best


def _gain(places: Sequence[Place], order: list[int], first: int, last: int) -> float:
    """Return the metres saved by walking from ``first`` to ``last`` the other way round."""
    before, start, end = places[order[first - 1]], places[order[first]], places[order[last]]
    gain = metres(before, start) - metres(before, end)
    if last + 1 < len(order):
        after = places[order[last + 1]]
        gain += metres(end, after) - metres(start, after)
    return gain
