"""Regions around labelled sites: whole, without gaps, and shared to the last digit."""

from hypothesis import given
from hypothesis import strategies as st

from reports.domain import voronoi

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]


def regions(sites, labels):
    return voronoi.melt(sites, labels, SQUARE)


def rounded(ring):
    return sorted((round(x, 9), round(y, 9)) for x, y in ring)


def test_two_sites_halve_a_square():
    found = regions([(1.0, 2.0), (3.0, 2.0)], ["west", "east"])
    assert {label: [voronoi.area(ring) for ring in rings] for label, rings in found.items()} == {
        "west": [8],
        "east": [8],
    }


def test_cells_of_one_label_melt_into_one_ring():
    found = regions([(1.0, 1.0), (1.1, 3.0), (3.0, 2.0)], ["west", "west", "east"])
    assert [len(rings) for rings in found.values()] == [1, 1]


def test_an_island_leaves_a_hole_of_its_size():
    around = [(1.0, 1.0), (3.0, 1.1), (3.1, 3.0), (1.1, 3.1), (2.0, 0.9), (2.1, 3.2), (0.8, 2.0), (3.2, 2.1)]
    found = regions([*around, (2.0, 2.0)], ["sea"] * len(around) + ["island"])
    outer, hole = sorted(found["sea"], key=voronoi.area, reverse=True)
    (island,) = found["island"]
    assert voronoi.area(outer) == 16
    assert voronoi.area(hole) < 0 < voronoi.area(island)
    assert rounded(hole) == rounded(island)


def test_the_frame_runs_around_everything():
    frame = voronoi.hull([(0.0, 0.0), (1.0, 0.0), (0.5, 0.1), (0.0, 1.0)], margin=0.1)
    assert voronoi.area(frame) > 0.5
    assert all(voronoi.contains(frame, at) for at in [(0.0, 0.0), (1.0, 0.0), (0.5, 0.1), (0.0, 1.0), (0.5, 0.5)])


coordinates = st.integers(1, 399).map(lambda n: n / 100)


@given(
    st.lists(
        st.tuples(coordinates, coordinates, st.sampled_from("abc")), min_size=1, max_size=25, unique_by=lambda s: s[:2]
    )
)
def test_the_regions_cover_the_frame_once(rows):
    sites = [(x + 1e-7 * n, y + 1e-7 * n * n) for n, (x, y, _label) in enumerate(rows)]
    found = regions(sites, [label for *_at, label in rows])
    assert abs(sum(voronoi.area(ring) for rings in found.values() for ring in rings) - 16) < 1e-6
    assert set(found) == {label for *_at, label in rows}
