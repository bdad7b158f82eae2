from datetime import timedelta

import pytest
from django.urls import reverse

from tests.volunteers.conftest import NOW, activity
from volunteers.choices import Category
from volunteers.domain import taking_part
from volunteers.models import Turnout


@pytest.fixture
def open_page(client, time_machine_now):
    def get(user, shown, data=None):
        client.force_login(user)
        address = reverse("activity-turnout", args=[shown.pk])
        return client.post(address, data) if data is not None else client.get(address)

    return get


def test_a_leader_records_in_one_form(open_page, teams):
    answer = open_page(teams.leader, teams.cleaning, {"organ": "12", "citizen": "30", "evidence": "照片2张"})
    assert (answer.status_code, answer.url) == (302, reverse("activity-week") + "?week=2026-11-21")
    assert dict(Turnout.objects.values_list("category", "headcount")) == {"organ": 12, "citizen": 30}


def test_the_form_brings_what_was_recorded(open_page, teams):
    taking_part.record_turnout(teams.cleaning, headcounts={Category.CITIZEN: 37}, evidence="照片", by=None, at=NOW)
    html = open_page(teams.leader, teams.cleaning).content.decode()
    assert ('value="37"' in html, 'value="照片"' in html) == (True, True)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "至少填写一项人次"),
        ({"organ": "-3"}, "大于或等于"),
        ({"organ": "三十"}, "输入整数"),
        ({"organ": "99999999"}, "小于或等于"),
    ],
)
def test_impossible_numbers_are_refused_in_words(open_page, teams, data, sentence):
    answer = open_page(teams.leader, teams.cleaning, data)
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)
    assert list(Turnout.objects.all()) == []


def test_fewer_than_the_names_is_refused_beside_the_form(open_page, teams):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60}, by=None, at=NOW)
    html = open_page(teams.leader, teams.cleaning, {"organ": "0"}).content.decode()
    assert ("已实名登记 1 人" in html, 'value="0"' in html) == (True, True)


def test_somebody_elses_activity_does_not_exist(open_page, teams):
    assert open_page(teams.leader, teams.crossing).status_code == 404
    assert open_page(teams.leader, teams.crossing, {"organ": "5"}).status_code == 404


def test_an_official_looks_but_cannot_record(open_page, teams, cast):
    assert b'<form class="panel"' not in open_page(cast.official, teams.cleaning).content
    assert open_page(cast.official, teams.cleaning, {"organ": "5"}).status_code == 403
    assert list(Turnout.objects.all()) == []


def test_an_inspector_has_no_business_here(open_page, teams, cast):
    assert open_page(cast.inspector, teams.cleaning).status_code == 403


def test_a_cancelled_activity_takes_no_record(open_page, teams):
    gone = activity("HD0003", "因雨取消", teams.north, cancelled_at=NOW, cancelled_because="下雨")
    assert "下雨" in open_page(teams.leader, gone).content.decode()
    answer = open_page(teams.leader, gone, {"organ": "5"})
    assert (answer.status_code, "活动已取消" in answer.content.decode()) == (409, True)


def test_an_activity_to_come_takes_no_record(open_page, teams):
    tomorrow = activity("HD0003", "明天", teams.north, starts_at=NOW + timedelta(days=1))
    answer = open_page(teams.leader, tomorrow, {"organ": "5"})
    assert (answer.status_code, "尚未开始" in answer.content.decode()) == (409, True)


def test_the_page_of_an_activity_to_come_says_when_its_turnout_is_recorded(open_page, teams):
    tomorrow = activity("HD0003", "明天", teams.north, starts_at=NOW + timedelta(days=1))
    assert "开始后可在此登记参与人次" in open_page(teams.leader, tomorrow).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_names(open_page, client, teams, django_assert_num_queries):
    address = reverse("activity-turnout", args=[teams.cleaning.pk])
    open_page(teams.leader, teams.cleaning)
    with django_assert_num_queries(12):
        client.get(address)
    names = {teams.cadre: 60, teams.student: 60}
    taking_part.record_attendance(teams.cleaning, minutes=names, by=None, at=NOW)
    taking_part.record_turnout(teams.cleaning, headcounts=dict.fromkeys(Category, 30), by=None, at=NOW)
    with django_assert_num_queries(12):
        client.get(address)


def test_the_office_cancels_with_a_reason(client, teams, cast):
    address = reverse("activity-cancel", args=[teams.cleaning.pk])
    client.force_login(cast.clerk)
    assert client.post(address, {"reason": ""}).status_code == 200
    client.post(address, {"reason": "重污染天气"})
    teams.cleaning.refresh_from_db()
    assert teams.cleaning.cancelled_because == "重污染天气"
    assert client.post(address, {"reason": "再次"}).status_code == 409


def test_a_leader_cancels_nothing(client, teams):
    client.force_login(teams.leader)
    assert client.post(reverse("activity-cancel", args=[teams.cleaning.pk]), {"reason": "不去了"}).status_code == 403
