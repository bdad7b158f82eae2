"""The page on which a person chooses how to be told."""

import pytest
from django.urls import reverse

from core.domain import preferences

ADDRESS = "/profile/notices/"


@pytest.fixture
def page(client, cast):
    client.force_login(cast.handler)
    return client


def test_a_stranger_is_led_to_the_log_in(client, db):
    assert client.get(ADDRESS).url == f"/login/?next={ADDRESS}"


def test_the_page_says_the_topics_in_words_and_where_mail_goes(page):
    shown = page.get(reverse("notice-choices")).content.decode()
    words = ("派给本单位的问题", "督办与通报", "handler@example.test", "08:20")
    assert [word for word in words if word not in shown] == []


def test_who_has_no_address_reads_so(page, cast):
    cast.handler.email = ""
    cast.handler.save()
    assert "没有登记邮箱" in page.get(ADDRESS).content.decode()


def test_what_is_chosen_is_kept(page, cast):
    before = preferences.choices_of(cast.handler)
    assert page.post(ADDRESS, before | {"remind": "digest", "overview": "off"}).url == ADDRESS
    assert preferences.choices_of(cast.handler) == before | {"remind": "digest", "overview": "off"}


@pytest.mark.parametrize("wrong", [{"remind": "never"}, {"overview": "now"}, {"remind": ""}])
def test_a_choice_that_there_is_not_is_refused_and_nothing_is_kept(page, cast, wrong):
    before = preferences.choices_of(cast.handler)
    assert page.post(ADDRESS, before | {"assigned": "now"} | wrong).status_code == 200
    assert preferences.choices_of(cast.handler) == before


def test_a_topic_of_another_role_is_not_kept(page, cast):
    page.post(ADDRESS, preferences.choices_of(cast.handler) | {"decide": "now"})
    assert "decide" not in preferences.choices_of(cast.handler)


def test_the_page_costs_few_queries(page, count_queries):
    assert count_queries(page, ADDRESS) <= 5
