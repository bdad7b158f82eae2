"""Boundaries loaded from a file: what is taken, what is refused and in which words."""

import json

import pytest

from core.choices import Datum
from core.models import AuditEntry
from reports.domain import boundaries, outlines
from reports.errors import BoundariesRefused
from reports.models import TownOutline
from tests.reports.rows import NOW

SQUARE = [[115.0, 38.4], [115.1, 38.4], [115.1, 38.5], [115.0, 38.5], [115.0, 38.4]]


def feature(ring=SQUARE, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def geojson(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def load(clerk, raw, datum=Datum.WGS84):
    return boundaries.replace(raw, datum=datum, by=clerk, at=NOW)


@pytest.mark.parametrize(
    "named", [{"code": "130682106"}, {"adcode": 130682106}, {"XZQMC": "东亭镇"}, {"name": " 东亭镇 "}]
)
def test_a_loaded_boundary_replaces_the_derived_outlines(named, cast):
    assert outlines.of_city()["derived"] is True
    assert load(cast.clerk, b"\xef\xbb\xbf" + geojson(feature(**named))) == 1
    found = outlines.of_city()
    assert (found["derived"], [each["properties"]["name"] for each in found["features"]]) == (False, ["东亭镇"])
    assert found["features"][0]["geometry"] == {"type": "MultiPolygon", "coordinates": [[SQUARE]]}


def test_bends_that_no_screen_shows_are_left_out(cast):
    bent = [[115.0, 38.4], [115.05, 38.4001], *SQUARE[1:]]
    load(cast.clerk, geojson(feature(bent, name="东亭镇")))
    assert TownOutline.objects.get().geometry["coordinates"] == [[SQUARE]]


class Counted(list):
    """A list that counts how often one of its items is read."""

    reads = 0

    def __getitem__(self, place):
        self.reads += 1
        return super().__getitem__(place)


def test_a_ring_made_to_be_slow_takes_steps_by_its_corners_and_not_by_their_square():
    # Each bend is a little smaller than the last: every cut takes off one corner.
    corners = 4000
    teeth = [[n / 1e5, (-1) ** n * (corners - n) * 2 * boundaries.TOLERANCE] for n in range(corners)]
    line = Counted(teeth)
    kept = boundaries.simplified(line)
    assert (kept[0], kept[-1]) == (teeth[0], teeth[-1])
    assert line.reads < corners * 100


def test_chinese_coordinates_are_moved(cast):
    load(cast.clerk, geojson(feature(name="东亭镇")), Datum.GCJ02)
    first = TownOutline.objects.get().geometry["coordinates"][0][0][0]
    assert first == pytest.approx([114.9939, 38.3994], abs=2e-4)


def test_going_back_draws_derived_outlines_and_both_acts_are_written(cast):
    load(cast.clerk, geojson(feature(name="东亭镇")))
    boundaries.clear(by=cast.clerk, at=NOW)
    boundaries.clear(by=cast.clerk, at=NOW)
    assert outlines.of_city()["derived"] is True
    acts = AuditEntry.objects.filter(action__startswith="outlines").order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["outlines.changed", "outlines.deleted"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"\x00\x01", "无法解析"),
        (b"[]", "没有图形"),
        (geojson(), "没有图形"),
        (geojson(feature(name="不存在镇")), "第 1 个图形（不存在镇）不属于本市"),
        (geojson(feature(name="东亭镇"), feature()), "第 2 个图形（—）不属于本市"),
        (
            geojson(feature([[121.4, 31.2], *SQUARE[1:], [121.4, 31.2]], name="东亭镇")),
            "超出本市范围（121.4000, 31.2000）",
        ),
        (geojson(feature(SQUARE[:-1], name="东亭镇")), "闭合区域"),
        (geojson(feature([["东", "北"]] * 5, name="东亭镇")), "闭合区域"),
        (geojson({**feature(name="东亭镇"), "geometry": None}), "闭合区域"),
        (geojson({**feature(name="东亭镇"), "properties": ["东亭镇"]}), "第 1 个图形（—）不属于本市"),
        (geojson(feature([[]] * 5, name="东亭镇")), "闭合区域"),
        (geojson(feature([[10**400, 38.4]] * 5, name="东亭镇")), "无法解析"),
        (geojson({**feature(name="东亭镇"), "geometry": {"type": "Polygon", "coordinates": []}}), "闭合区域"),
        (geojson({**feature(name="东亭镇"), "geometry": {"type": "MultiPolygon", "coordinates": []}}), "闭合区域"),
        (geojson({**feature(name="东亭镇"), "geometry": {"type": "Point", "coordinates": [115, 38.4]}}), "闭合区域"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_nothing_is_changed(raw, words, cast):
    load(cast.clerk, geojson(feature(name="东亭镇")))
    with pytest.raises(BoundariesRefused) as refusal:
        load(cast.clerk, raw)
    assert words in str(refusal.value)
    assert TownOutline.objects.count() == 1
