"""The pages that say what went wrong."""

import pytest
from django.test import Client
from django.urls import reverse

from core.views.errors import server_error

pytestmark = pytest.mark.django_db


def test_a_page_that_does_not_exist_says_so_in_chinese(client, cast):
    client.force_login(cast.clerk)
    response = client.get("/nothing/here/")
    assert (response.status_code, "没有找到" in response.content.decode()) == (404, True)


def test_a_form_without_its_token_is_refused_with_a_page_in_chinese(cast):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(reverse("login"), {"username": "clerk", "password": "x"})
    assert (response.status_code, "页面已过期" in response.content.decode()) == (403, True)


def test_an_error_of_the_portal_is_a_page_that_needs_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))
    assert (response.status_code, "系统出错" in response.content.decode()) == (500, True)
