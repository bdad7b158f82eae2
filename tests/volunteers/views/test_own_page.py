from datetime import timedelta

import pytest
from django.urls import reverse

from tests.volunteers.conftest import NOW, activity
from volunteers.choices import State
from volunteers.domain import own_page, taking_part
from volunteers.models import Volunteer


@pytest.fixture
def address(teams, time_machine_now):
    return reverse("own-page", args=[own_page.issue(teams.cadre, by=None, at=NOW)])


def test_somebody_sees_the_own_service_teams_and_what_comes(client, teams, address):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60}, by=None, at=NOW)
    activity("HD0101", "周日清扫", teams.north, starts_at=NOW + timedelta(days=1))
    html = client.get(address).content.decode()
    assert [each in html for each in ("清洁家园", "北城区学雷锋志愿服务队", "周日清扫")] == [True] * 3
    assert ("1 次" in html, "60 分钟" in html) == (True, True)


def test_nothing_of_anybody_else_is_there_and_the_own_data_is_masked(client, teams, address):
    taking_part.record_attendance(teams.crossing, minutes={teams.citizen: 60}, by=None, at=NOW)
    html = client.get(address).content.decode()
    hidden = ("路口劝导", "东亭镇文明交通志愿服务队", "周*", "李*", "孙丽", "13800001234", "赵敏")
    assert [each for each in hidden if each in html] == []
    assert "孙*" in html


def test_the_page_is_kept_by_no_browser_and_found_by_no_search(client, teams, address):
    headers = client.get(address).headers
    assert ("no-store" in headers["Cache-Control"], headers["X-Robots-Tag"]) == (True, "noindex")


@pytest.mark.parametrize("secret", ["x", "W10:abc", "a" * 300])
def test_a_wrong_link_says_whom_to_ask(client, db, secret):
    answer = client.get(reverse("own-page", args=[secret]))
    assert (answer.status_code, "请向所在队伍负责人或创城办公室" in answer.content.decode()) == (403, True)


def test_an_old_link_says_the_same(client, teams, address, time_machine):
    time_machine.move_to(NOW + timedelta(days=30), tick=False)
    answer = client.get(address)
    assert (answer.status_code, "请向所在队伍负责人或创城办公室" in answer.content.decode()) == (403, True)


def test_consent_is_given_by_a_button_that_is_gone_afterwards(client, teams, address):
    Volunteer.objects.update(consented_at=None)
    assert 'value="consent"' in client.get(address).content.decode()
    answer = client.post(address, {"act": "consent"}, follow=True)
    assert 'value="consent"' not in answer.content.decode()
    teams.cadre.refresh_from_db()
    assert (teams.cadre.consented_at, teams.cadre.consent_means) == (NOW, "online")
    assert client.post(address, {"act": "consent"}).status_code == 409


def test_looking_consents_to_nothing(client, teams, address):
    Volunteer.objects.update(consented_at=None)
    client.get(address)
    assert list(Volunteer.objects.confirmed(NOW)) == []


def test_a_withdrawal_must_be_said_twice(client, teams, address):
    answer = client.post(address, {"act": "withdraw"})
    teams.cadre.refresh_from_db()
    assert (answer.status_code, teams.cadre.state) == (200, State.CONFIRMED)


def test_after_the_withdrawal_the_link_is_shut(client, teams, address):
    assert "您已退出" in client.post(address, {"act": "withdraw", "sure": "on"}).content.decode()
    teams.cadre.refresh_from_db()
    assert (teams.cadre.state, teams.cadre.phone) == (State.WITHDRAWN, "")
    assert client.get(address).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_service(client, teams, address, count_queries):
    def serve(numbers):
        for number in numbers:
            more = activity(f"HD2{number:03d}", "又一个", teams.north, starts_at=NOW - timedelta(days=number))
            taking_part.record_attendance(more, minutes={teams.cadre: 60}, by=None, at=NOW)
            activity(f"HD3{number:03d}", "还有", teams.north, starts_at=NOW + timedelta(hours=number))

    serve(range(1, 2))
    few = count_queries(client, address)
    serve(range(2, 31))
    assert count_queries(client, address) == few
