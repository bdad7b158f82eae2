"""Logging a problem: nothing typed or uploaded is ever lost."""

import pytest
from django.urls import reverse

from core.models import Job
from inspections.choices import Source, TicketState
from inspections.models import PendingPhoto, Ticket
from tests.inspections.photos import photo

pytestmark = pytest.mark.django_db
PAGE = "/tickets/new/"


def form(cast, category, **other) -> dict:
    return {"point": "DZ00001", "category": category.pk, "description": "摊位前有垃圾", **other}


def test_only_those_who_log_problems_see_the_page(client, cast):
    answers = {}
    for person in (cast.inspector, cast.clerk, cast.handler, cast.official):
        client.force_login(person)
        answers[person.username] = client.get(PAGE).status_code
    assert answers == {"inspector": 200, "clerk": 200, "handler": 403, "official": 403}


def test_an_inspectors_finding_is_registered_and_its_photos_wait_for_a_worker(client, cast, category):
    client.force_login(cast.inspector)
    response = client.post(PAGE, form(cast, category, photos=[photo("a.jpg"), photo("b.jpg"), photo("c.jpg")]))
    ticket = Ticket.objects.get()
    assert response.url == reverse("ticket-detail", args=[ticket.number])
    assert (ticket.state, ticket.source, ticket.point) == (TicketState.REGISTERED, Source.PATROL, cast.city.market)
    assert set(ticket.photos.values_list("state", flat=True)) == {"stored"}
    assert Job.objects.filter(kind="photo.prepare", state="queued").count() == 3


def test_a_point_is_found_by_its_name_too(client, cast, category):
    client.force_login(cast.inspector)
    client.post(PAGE, form(cast, category, point="北街农贸市场"))
    assert Ticket.objects.get().point == cast.city.market


def test_an_unknown_point_is_named_and_everything_else_stays(client, cast, category):
    client.force_login(cast.inspector)
    response = client.post(PAGE, form(cast, category, point="ZZ9", photos=[photo("kept.jpg")]))
    shown = response.content.decode()
    assert (response.status_code, Ticket.objects.count()) == (400, 0)
    assert ["“ZZ9”" in shown, "摊位前有垃圾" in shown, str(PendingPhoto.objects.get().pk) in shown] == [
        True,
        True,
        True,
    ]


def test_kept_photos_go_with_the_corrected_form(client, cast, category):
    client.force_login(cast.inspector)
    client.post(PAGE, form(cast, category, point="ZZ9", photos=[photo("kept.jpg")]))
    kept = PendingPhoto.objects.get()
    client.post(PAGE, form(cast, category, photos_kept=[str(kept.pk)], photos=[photo("new.jpg")]))
    names = set(Ticket.objects.get().photos.values_list("file_name", flat=True))
    assert (names, PendingPhoto.objects.count()) == ({"kept.jpg", "new.jpg"}, 0)


def test_another_persons_kept_photo_is_not_taken(client, cast, category):
    client.force_login(cast.other_inspector)
    client.post(PAGE, form(cast, category, point="ZZ9", photos=[photo("theirs.jpg")]))
    kept = PendingPhoto.objects.get()
    client.force_login(cast.inspector)
    client.post(PAGE, form(cast, category, photos_kept=[str(kept.pk)]))
    assert (Ticket.objects.get().photos.count(), PendingPhoto.objects.count()) == (0, 1)


def test_a_problem_without_a_point_needs_an_area(client, cast, category):
    client.force_login(cast.inspector)
    assert client.post(PAGE, form(cast, category, point="")).status_code == 400
    client.post(PAGE, form(cast, category, point="", area=cast.city.east.pk, place="村口桥头"))
    ticket = Ticket.objects.get()
    assert (ticket.area, ticket.place, ticket.point) == (cast.city.east, "村口桥头", None)


def test_the_same_open_problem_is_shown_instead_of_logged_twice(client, cast, category, stages):
    first = stages.registered()
    client.force_login(cast.inspector)
    response = client.post(PAGE, form(cast, category, photos=[photo("new.jpg")]))
    shown = response.content.decode()
    assert (response.status_code, first.number in shown, Ticket.objects.count()) == (409, True, 1)
    assert ("摊位前有垃圾" in shown, PendingPhoto.objects.count()) == (True, 1)


def test_one_click_adds_text_and_photos_to_the_open_one(client, cast, category, stages):
    first = stages.registered()
    client.force_login(cast.inspector)
    client.post(PAGE, form(cast, category, photos=[photo("new.jpg")]))
    kept = str(PendingPhoto.objects.get().pk)
    response = client.post(PAGE, form(cast, category, photos_kept=[kept], attach_to=first.number))
    event = first.events.get(verb="attach")
    assert response.url == reverse("ticket-detail", args=[first.number])
    assert (event.note, first.photos.get().file_name, Ticket.objects.count()) == ("摊位前有垃圾", "new.jpg", 1)


def test_another_groups_ticket_takes_the_addition_and_stays_theirs(client, cast, category, stages):
    first = stages.registered()
    client.force_login(cast.other_inspector)
    response = client.post(PAGE, form(cast, category, attach_to=first.number))
    assert (response.url, first.events.filter(verb="attach").count()) == (reverse("work"), 1)


def test_it_can_be_logged_anyway(client, cast, category, stages):
    stages.registered()
    client.force_login(cast.inspector)
    client.post(PAGE, form(cast, category, anyway="1"))
    assert Ticket.objects.count() == 2


def test_a_ticket_that_was_closed_meanwhile_cannot_be_added_to(client, cast, category, stages):
    stages.registered()
    client.force_login(cast.inspector)
    response = client.post(PAGE, form(cast, category, attach_to="20000101-0001"))
    assert (response.status_code, "摊位前有垃圾" in response.content.decode()) == (409, True)


def test_what_was_fixed_on_the_spot_is_closed_with_both_photos(client, cast, category):
    client.force_login(cast.inspector)
    client.post(PAGE, form(cast, category, on_the_spot="on", photos=[photo("a.jpg")], after=[photo("b.jpg")]))
    ticket = Ticket.objects.get()
    roles = set(ticket.photos.values_list("role", flat=True))
    assert (ticket.state, ticket.on_the_spot, roles) == (TicketState.CLOSED, True, {"before", "after"})


def test_fixed_on_the_spot_needs_the_photo_after(client, cast, category):
    client.force_login(cast.inspector)
    response = client.post(PAGE, form(cast, category, on_the_spot="on", photos=[photo("a.jpg")]))
    assert (response.status_code, Ticket.objects.count(), PendingPhoto.objects.count()) == (400, 0, 1)


def test_the_office_says_where_the_problem_comes_from(client, cast, category):
    client.force_login(cast.clerk)
    client.post(PAGE, form(cast, category, source="hotline"))
    ticket = Ticket.objects.get()
    assert (ticket.source, ticket.state) == (Source.HOTLINE, TicketState.REPORTED)


def test_the_page_costs_a_constant_number_of_queries(client, cast, count_queries):
    client.force_login(cast.inspector)
    assert count_queries(client, PAGE) <= 15
