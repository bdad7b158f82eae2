from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.volunteers.conftest import NOW, activity
from volunteers.models import Activity

JOIN = reverse("recruiting")


@pytest.fixture
def coming(teams, cast, time_machine_now):
    activity("HD0101", "周日清扫", teams.north, starts_at=NOW + timedelta(days=1), place="北门广场")
    activity("HD0102", "下月活动", teams.north, starts_at=NOW + timedelta(days=15))
    activity("HD0103", "因雨取消", teams.north, starts_at=NOW + timedelta(days=1), cancelled_at=NOW)
    inner = activity("HD0104", "机关内部", teams.north, starts_at=NOW + timedelta(days=1))
    Activity.objects.filter(pk=inner.pk).update(team=None, department=cast.city.transport)


def test_a_stranger_reads_what_teams_do_in_the_next_two_weeks(client, coming):
    html = client.get(JOIN).content.decode()
    shown = [each in html for each in ("周日清扫", "北门广场", "下月活动", "因雨取消", "机关内部")]
    assert (shown, html.count("activity-when")) == ([True, True, False, False, False], 1)


def test_nobody_is_named(client, coming, teams):
    html = client.get(JOIN).content.decode()
    assert [name for name in ("赵敏", "孙", "李明", "ZY0001", "1380000") if name in html] == []


def test_the_page_asks_the_database_nothing_while_it_is_kept(client, coming, django_assert_num_queries):
    client.get(JOIN)
    with django_assert_num_queries(0):
        client.get(JOIN)
    cache.clear()
    with django_assert_num_queries(1):
        client.get(JOIN)


def test_each_language_is_kept_by_itself(client, coming):
    client.get(JOIN)
    client.cookies["django_language"] = "en"
    assert "How to join" in client.get(JOIN).content.decode()


def test_a_city_without_plans_says_so(client, db):
    assert "近期暂无安排" in client.get(JOIN).content.decode()


def test_the_log_in_leads_here(client, db):
    assert f'href="{JOIN}"' in client.get(reverse("login")).content.decode()
