"""Outlines of the towns, derived from where the points lie."""

from inspections.models import Point
from reports.domain import outlines, voronoi


def place(point, longitude, latitude):
    Point.objects.filter(pk=point.pk).update(longitude=longitude, latitude=latitude)


def test_every_town_with_a_point_has_an_outline_around_it(city):
    place(city.market, 114.98, 38.51)
    place(city.road, 114.99, 38.52)
    place(city.village_market, 115.12, 38.48)
    found = outlines.of_city()
    shapes = {feature["properties"]["name"]: feature["geometry"]["coordinates"] for feature in found["features"]}
    assert set(shapes) == {"北城区街道", "东亭镇"}
    ((ring,),) = shapes["东亭镇"]
    assert ring[0] == ring[-1]
    assert voronoi.contains(ring[:-1], (115.12, 38.48))
    assert not voronoi.contains(ring[:-1], (114.98, 38.51))


def test_a_city_without_coordinates_has_no_outlines(city):
    Point.objects.update(longitude=None, latitude=None)
    assert outlines.of_city()["features"] == []


def test_a_moved_point_moves_the_outline(city):
    place(city.village_market, 115.12, 38.48)
    before = outlines.of_city()
    city.village_market.longitude, city.village_market.latitude = 115.30, 38.60
    city.village_market.save()
    assert outlines.of_city() != before


def test_one_point_that_lies_far_away_does_not_move_its_village():
    assert outlines.derive({"130682001": (115.0, 38.5)})["130682001"]["type"] == "MultiPolygon"


def test_the_middle_of_a_village_withstands_one_wrong_point(city):
    for number, longitude in enumerate((115.12, 115.121, 115.44)):
        Point.objects.create(
            code=f"N{number}",
            name="点",
            type=city.market.type,
            area=city.east_village,
            longitude=longitude,
            latitude=38.48,
        )
    Point.objects.filter(pk=city.village_market.pk).delete()
    assert outlines.centres()["130682106X01"] == (115.121, 38.48)
