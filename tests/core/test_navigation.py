"""What the header offers to whom, and where work begins."""

import pytest
from django.urls import reverse

from core import navigation

pytestmark = pytest.mark.django_db


def offered(user) -> list[str]:
    return [item.url_name for item in navigation.items_for(user)]


def test_each_role_is_offered_its_own_pages(cast):
    assert offered(cast.inspector) == ["work", "ticket-new", "point-list", "map"]
    assert offered(cast.handler) == ["work", "point-list", "map"]


def test_work_begins_where_the_role_works(cast):
    homes = [navigation.home_of(person) for person in (cast.clerk, cast.inspector, cast.area_staff, cast.official)]
    assert homes == [reverse(name) for name in ("queue", "work", "work", "dashboard")]


def test_an_account_without_any_role_begins_with_itself(cast):
    cast.outsider.groups.clear()
    cast.outsider.__dict__.pop("roles", None)
    assert navigation.home_of(cast.outsider) == reverse("profile")


def test_every_offered_page_opens(client, cast):
    for person in (cast.clerk, cast.inspector, cast.handler, cast.area_staff, cast.official, cast.administrator):
        client.force_login(person)
        answers = {item.url: client.get(item.url, follow=True).status_code for item in navigation.items_for(person)}
        assert set(answers.values()) == {200}, answers


def test_the_section_of_a_page_is_marked(cast):
    def current(path):
        return [(e["url"], e["current"]) for e in navigation.entries_for(cast.inspector, path) if e["current"]]

    assert current(reverse("point-list")) == [(reverse("point-list"), "page")]
    assert current(reverse("point-detail", args=["DZ1"])) == [(reverse("point-list"), "true")]
    assert current(reverse("profile")) == []


def test_work_chats_stand_in_the_menu_of_the_person_and_not_among_the_pages(client, cast):
    client.force_login(cast.clerk)
    page = client.get(reverse("profile")).content.decode()
    link = f'<a href="{reverse("webhooks")}">'
    assert page.count(link) == 1
    assert page.index(link) < page.index('<nav class="site-nav"')
