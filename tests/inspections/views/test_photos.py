"""The door to photos."""

import pytest
from django.urls import reverse

from core.domain import jobs
from inspections.models import PendingPhoto, TicketPhoto
from tests.inspections.photos import photo as a_photo

pytestmark = pytest.mark.django_db


def address(photo, size: str = "display") -> str:
    return reverse("photo", args=[photo.pk, size])


def status(response) -> int:
    """Return the status, having read the file that was sent to its end, which closes it."""
    if response.streaming:
        list(response.streaming_content)
    return response.status_code


@pytest.fixture
def stored(stages) -> TicketPhoto:
    return stages.rectified().photos.get()


@pytest.fixture
def ready(stored) -> TicketPhoto:
    jobs.run_waiting()
    stored.refresh_from_db()
    return stored


def test_a_photo_that_is_being_prepared_has_a_stand_in(client, cast, stored):
    client.force_login(cast.clerk)
    response = client.get(address(stored))
    assert (response.url, response.headers["Cache-Control"]) == ("/static/img/photo-waiting.svg", "no-store")


def test_who_may_see_the_ticket_sees_its_photos(client, cast, ready):
    answers = {}
    for person in (cast.clerk, cast.handler, cast.inspector, cast.other_handler, cast.other_inspector):
        client.force_login(person)
        answers[person.username] = status(client.get(address(ready)))
    assert answers == {"clerk": 200, "handler": 200, "inspector": 200, "handler2": 404, "inspector2": 404}


def test_the_original_is_for_the_office_and_for_inspectors(client, cast, ready):
    answers = {}
    for person in (cast.clerk, cast.inspector, cast.handler, cast.official):
        client.force_login(person)
        answers[person.username] = status(client.get(address(ready, "original")))
    assert answers == {"clerk": 200, "inspector": 200, "handler": 404, "official": 404}


def test_the_browser_keeps_a_photo_for_itself(client, cast, ready):
    client.force_login(cast.handler)
    first = client.get(address(ready, "thumbnail"))
    status(first)
    second = client.get(address(ready, "thumbnail"), headers={"if-none-match": first.headers["ETag"]})
    assert (first.headers["Cache-Control"], second.status_code) == ("private, max-age=86400", 304)


def test_a_size_that_does_not_exist_is_not_found(client, cast, ready):
    client.force_login(cast.clerk)
    assert client.get(address(ready, "huge")).status_code == 404


def test_a_waiting_photo_is_shown_to_its_owner_only(client, cast, category):
    client.force_login(cast.inspector)
    client.post("/tickets/new/", {"point": "ZZ", "category": category.pk, "description": "x", "photos": [a_photo()]})
    page = reverse("photo-pending", args=[PendingPhoto.objects.get().pk])
    mine = status(client.get(page))
    client.force_login(cast.clerk)
    assert (mine, status(client.get(page))) == (200, 404)
