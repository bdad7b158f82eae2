"""Regions around labelled sites: Voronoi cells of the plane, those of one label melted together.

Pure arithmetic over numbers. Corners are named by the sites that meet there, so that neighbours share
them exactly and no two floating-point numbers are ever compared for being the same place.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Position = tuple[float, float]
Ring = list[Position]
# A border that is no neighbour's but a side of the frame has a negative number.
Name = tuple[int, ...]


class Corner(NamedTuple):
    """A corner of a cell, and whose border begins there."""

    at: Position
    beyond: int


@dataclass(frozen=True)
class Border:
    """One side of a cell: the names of its two ends, and where it begins."""

    start: Name
    end: Name
    at: Position


def melt(sites: Sequence[Position], labels: Sequence[str], frame: Sequence[Position]) -> dict[str, list[Ring]]:
    """Return the rings of each label's region within ``frame`` (a convex ring, counter-clockwise).

    ``sites`` are distinct positions of the plane. Rings that run counter-clockwise are outer borders,
    the others are holes.
    """
    borders: defaultdict[str, list[Border]] = defaultdict(list)
    for number, label in enumerate(labels):
        for border, beyond in _sides(number, cell(number, sites, frame)):
            if beyond < 0 or labels[beyond] != label:
                borders[label].append(border)
    return {label: list(_rings(found)) for label, found in borders.items()}


def cell(number: int, sites: Sequence[Position], frame: Sequence[Position]) -> list[Corner]:
    """Return the corners of one site's cell: the frame, cut by the bisector towards each near site."""
    x, y = sites[number]
    corners = [Corner(at, -1 - side) for side, at in enumerate(frame)]
    near = sorted((_square(at, (x, y)), other) for other, at in enumerate(sites) if other != number)
    for square, other in near:
        # A site more than twice as far as the farthest corner cannot cut the cell any more.
        if square > 4 * max(_square(corner.at, (x, y)) for corner in corners):
            break
        corners = _cut(corners, (x, y), sites[other], other)
    return corners


def _cut(corners: list[Corner], own: Position, other: Position, beyond: int) -> list[Corner]:
    """Keep what is nearer to ``own``; the cut is the border towards ``beyond``."""
    direction = (other[0] - own[0], other[1] - own[1])
    half = (other[0] ** 2 - own[0] ** 2 + other[1] ** 2 - own[1] ** 2) / 2
    sides = [direction[0] * corner.at[0] + direction[1] * corner.at[1] - half for corner in corners]
    kept: list[Corner] = []
    for index, corner in enumerate(corners):
        following = (index + 1) % len(corners)
        inside, inside_next = sides[index] <= 0, sides[following] <= 0
        if inside:
            kept.append(corner)
        if inside != inside_next:
            share = sides[index] / (sides[index] - sides[following])
            at = _between(corner.at, corners[following].at, share)
            kept.append(Corner(at, beyond if inside else corner.beyond))
    return kept


def _between(first: Position, second: Position, share: float) -> Position:
    return first[0] + (second[0] - first[0]) * share, first[1] + (second[1] - first[1]) * share


def _square(first: Position, second: Position) -> float:
    return (first[0] - second[0]) ** 2 + (first[1] - second[1]) ** 2


def _sides(number: int, corners: list[Corner]) -> Iterator[tuple[Border, int]]:
    """Name each corner by the cell and the two borders that meet there."""
    names = [_name(number, corners[index - 1].beyond, corner.beyond) for index, corner in enumerate(corners)]
    for index, corner in enumerate(corners):
        yield Border(names[index], names[(index + 1) % len(corners)], corner.at), corner.beyond


def _name(number: int, before: int, after: int) -> Name:
    return tuple(sorted((number, before, after)))


def _rings(borders: Iterable[Border]) -> Iterator[Ring]:
    """Follow the borders from end to start until each ring closes."""
    starting: defaultdict[Name, list[Border]] = defaultdict(list)
    for border in borders:
        starting[border.start].append(border)
    while starting:
        ring, name = [], next(iter(starting))
        while name in starting:
            border = starting[name].pop()
            if not starting[name]:
                del starting[name]
            ring.append(border.at)
            name = border.end
        yield ring


def area(ring: Ring) -> float:
    """Return the signed area of a ring: positive when it runs counter-clockwise."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs) / 2


def hull(positions: Iterable[Position], margin: float) -> Ring:
    """Return the convex ring, counter-clockwise, that runs ``margin`` around the positions (Andrew's chain)."""
    steps = [(margin * math.cos(n * math.pi / 8), margin * math.sin(n * math.pi / 8)) for n in range(16)]
    around = sorted({(x + dx, y + dy) for x, y in positions for dx, dy in steps})
    return _half(around) + _half(around[::-1])


def _half(ordered: Sequence[Position]) -> Ring:
    chain: Ring = []
    for at in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], at) <= 0:
            chain.pop()
        chain.append(at)
    return chain[:-1]


def _turn(first: Position, second: Position, third: Position) -> float:
    along = (second[0] - first[0], second[1] - first[1])
    return along[0] * (third[1] - first[1]) - along[1] * (third[0] - first[0])


def contains(ring: Ring, at: Position) -> bool:
    """Answer whether a position lies inside a ring."""
    x, y = at
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    crossings = ((a, b) for a, b in pairs if (a[1] > y) != (b[1] > y))
    return sum(x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in crossings) % 2 == 1
