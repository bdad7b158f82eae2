"""The page on which the office loads boundaries."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.models import TownOutline
from tests.reports.domain.test_boundaries import feature, geojson

PAGE = "/map/boundaries/"


def upload(client, raw):
    return client.post(PAGE, {"file": SimpleUploadedFile("towns.geojson", raw), "datum": "wgs84"})


def test_the_office_loads_boundaries_and_goes_back(client, cast):
    client.force_login(cast.clerk)
    assert upload(client, geojson(feature(name="东亭镇"))).status_code == 302
    assert client.get("/map/outlines.json").json()["derived"] is False
    assert "东亭镇" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}clear/")
    assert client.get("/map/outlines.json").json()["derived"] is True


def test_a_bad_file_is_explained_on_the_page(client, cast):
    client.force_login(cast.administrator)
    answer = upload(client, b"no json")
    assert answer.status_code == 409
    assert "文件不是 GeoJSON 格式" in answer.content.decode()
    assert client.post(PAGE, {"datum": "wgs84"}).status_code == 400


@pytest.mark.parametrize("role", ["official", "auditor", "inspector", "handler", "outsider"])
def test_others_load_none(role, client, cast):
    client.force_login(getattr(cast, role))
    assert [client.get(PAGE).status_code, client.post(f"{PAGE}clear/").status_code] == [403, 403]
    assert upload(client, geojson(feature(name="东亭镇"))).status_code == 403
    assert TownOutline.objects.count() == 0
