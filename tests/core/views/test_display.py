"""Colours and size of type are the reader's choice, kept in a cookie."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def choose(client, **chosen):
    return client.post(reverse("set-display"), {"next": "/login/", **chosen})


def html_tag(client) -> str:
    page = client.get(reverse("login")).content.decode()
    return page[page.index("<html") : page.index(">", page.index("<html")) + 1]


def test_without_a_choice_the_colours_follow_the_system(client):
    assert html_tag(client) == '<html lang="zh-hans">'


def test_a_stranger_may_choose_the_dark_and_large_type(client):
    choose(client, theme="dark")
    choose(client, size="big")
    assert html_tag(client) == '<html lang="zh-hans" data-theme="dark" data-size="big">'


def test_a_choice_can_be_taken_back(client):
    choose(client, theme="dark")
    choose(client, theme="")
    assert html_tag(client) == '<html lang="zh-hans">'


@pytest.mark.parametrize("value", ["pink", '"><script>', "x" * 5000])
def test_an_unknown_choice_is_none(client, value):
    choose(client, theme=value)
    assert html_tag(client) == '<html lang="zh-hans">'
    client.cookies["theme"] = "pink"
    assert html_tag(client) == '<html lang="zh-hans">'


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_the_choice_never_leads_elsewhere(client, address):
    answer = client.post(reverse("set-display"), {"theme": "dark", "next": address})
    assert answer.headers["Location"] == reverse("home")


def test_the_choice_leads_back_to_the_page(client):
    assert choose(client, theme="dark").headers["Location"] == "/login/"
