"""The way home and the error pages."""

import pytest
from django.test import Client
from django.urls import reverse

from core.domain import calendar
from core.models import CalendarYear
from core.views import server_error

pytestmark = pytest.mark.django_db


def test_a_stranger_is_led_to_the_log_in(client):
    response = client.get("/")
    assert (response.status_code, response.url) == (302, "/login/?next=/")


def test_an_administrator_begins_in_the_administration(client, cast):
    client.force_login(cast.administrator)
    assert client.get("/").url == reverse("admin:index")


def test_a_page_that_does_not_exist_says_so_in_chinese(client, cast):
    client.force_login(cast.clerk)
    response = client.get("/nothing/here/")
    assert (response.status_code, "没有找到" in response.content.decode()) == (404, True)


def test_the_language_changes_by_choice_only(client, cast):
    client.force_login(cast.clerk)
    before = client.get(reverse("profile"), headers={"accept-language": "en"}).content.decode()
    client.post(reverse("set-language"), {"language": "en", "next": "/profile/"})
    after = client.get(reverse("profile")).content.decode()
    assert ("我的账号" in before, "My account" in after) == (True, True)


def test_a_form_without_its_token_is_refused_with_a_page_in_chinese(cast):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(reverse("login"), {"username": "clerk", "password": "x"})
    assert (response.status_code, "页面已过期" in response.content.decode()) == (403, True)


def test_an_error_of_the_portal_is_a_page_that_needs_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))
    assert (response.status_code, "系统出错" in response.content.decode()) == (500, True)


def test_a_year_without_a_calendar_is_said_loudly_to_those_who_keep_it(client, cast):
    CalendarYear.objects.all().delete()
    calendar.changed()
    shown = {}
    for person in (cast.clerk, cast.administrator, cast.handler):
        client.force_login(person)
        shown[person.username] = "工作日历缺少" in client.get(reverse("profile")).content.decode()
    assert shown == {"clerk": True, "admin": True, "handler": False}
