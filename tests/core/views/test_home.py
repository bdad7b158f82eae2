"""The way home, the language, and what stands above every page."""

import pytest
from django.urls import reverse

from core.domain import calendar
from core.models import CalendarYear

pytestmark = pytest.mark.django_db


def test_a_stranger_is_led_to_the_log_in(client):
    response = client.get("/")
    assert (response.status_code, response.url) == (302, "/login/?next=/")


def test_an_administrator_begins_in_the_administration(client, cast):
    client.force_login(cast.administrator)
    assert client.get("/").url == reverse("admin:index")


def test_the_language_changes_by_choice_only(client, cast):
    client.force_login(cast.clerk)
    before = client.get(reverse("profile"), headers={"accept-language": "en"}).content.decode()
    client.post(reverse("set-language"), {"language": "en", "next": "/profile/"})
    after = client.get(reverse("profile")).content.decode()
    assert ("我的账号" in before, "My account" in after) == (True, True)


def test_a_year_without_a_calendar_is_said_loudly_to_those_who_keep_it(client, cast):
    CalendarYear.objects.all().delete()
    calendar.changed()
    shown = {}
    for person in (cast.clerk, cast.administrator, cast.handler):
        client.force_login(person)
        shown[person.username] = "工作日历缺少" in client.get(reverse("profile")).content.decode()
    assert shown == {"clerk": True, "admin": True, "handler": False}
