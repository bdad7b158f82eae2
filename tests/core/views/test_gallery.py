"""The gallery shows every component, to those who look after the pages."""

import pytest
from django.urls import reverse

from core.tones import Tone
from inspections.choices import TicketState

pytestmark = pytest.mark.django_db


def page(client, user):
    client.force_login(user)
    return client.get(reverse("gallery"))


@pytest.mark.parametrize("role", ["clerk", "administrator"])
def test_who_looks_after_the_pages_sees_the_gallery(client, cast, role):
    assert page(client, getattr(cast, role)).status_code == 200


@pytest.mark.parametrize("role", ["handler", "official", "outsider"])
def test_nobody_else_does(client, cast, role):
    assert page(client, getattr(cast, role)).status_code == 403


def test_every_state_of_a_problem_and_every_tone_has_its_badge(client, cast):
    shown = page(client, cast.clerk).content.decode()
    words = [f">{name}</span>" for name in [*(tone.label for tone in Tone), *TicketState.labels]]
    assert [word for word in words if word not in shown] == []


def test_a_form_sent_empty_says_what_is_missing(client, cast):
    shown = page(client, cast.clerk).content.decode()
    assert shown.count('class="error"') == 5


def test_the_gallery_asks_the_database_for_the_reader_alone(client, cast, django_assert_max_num_queries):
    client.force_login(cast.administrator)
    with django_assert_max_num_queries(8):
        client.get(reverse("gallery"))
