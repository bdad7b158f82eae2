from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core.periods import Period
from tests.volunteers.conftest import NOW, activity, shift
from volunteers.choices import State
from volunteers.domain import certificates, hours, own_page, shifts, taking_part
from volunteers.models import Attendance, SignUp, Volunteer
from volunteers.views import own_page as views


@pytest.fixture
def address(teams, time_machine_now):
    return reverse("own-page", args=[own_page.issue(teams.cadre, by=None, at=NOW)])


def test_somebody_sees_the_own_service_teams_and_what_comes(client, teams, address):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60}, by=None, at=NOW)
    activity("HD0101", "周日清扫", teams.north, starts_at=NOW + timedelta(days=1))
    html = client.get(address).content.decode()
    assert [each in html for each in ("清洁家园", "北城区学雷锋志愿服务队", "周日清扫")] == [True] * 3
    assert ("1 次" in html, "1 小时" in html) == (True, True)


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


@pytest.fixture
def post(teams):
    """A post for one, tomorrow, of the own team."""
    return shift(activity("HD0101", "周日清扫", teams.north, starts_at=NOW + timedelta(days=1)), "中山路口")


def test_a_button_signs_up_and_another_takes_it_back(client, teams, address, post):
    assert "已报名 0 / 1 人" in client.get(address).content.decode()
    client.post(address, {"act": "sign-up", "shift": post.pk})
    html = client.get(address).content.decode()
    assert ("已报名 1 / 1 人" in html, 'value="drop"' in html, 'value="sign-up"' in html) == (True, True, False)
    client.post(address, {"act": "drop", "shift": post.pk})
    assert list(SignUp.objects.standing()) == []


def test_a_full_post_has_no_button_and_is_refused_in_words_on_the_page(client, teams, address, post):
    shifts.sign_up(post, teams.student, by=None, at=NOW)
    assert 'value="sign-up"' not in client.get(address).content.decode()
    answer = client.post(address, {"act": "sign-up", "shift": post.pk})
    assert (answer.status_code, "该班次报名人数已满" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 30])
def test_a_key_of_nothing_is_refused_in_words(client, teams, address, key):
    answer = client.post(address, {"act": "sign-up", "shift": key})
    assert (answer.status_code, "未向您开放报名" in answer.content.decode()) == (409, True)


def test_who_has_not_consented_finds_no_button_to_sign_up(client, teams, address, post):
    Volunteer.objects.update(consented_at=None)
    assert 'value="sign-up"' not in client.get(address).content.decode()
    assert client.post(address, {"act": "sign-up", "shift": post.pk}).status_code == 409


def test_a_form_of_another_site_changes_nothing(teams, address, post):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, {"act": "sign-up", "shift": post.pk}).status_code == 403
    assert SignUp.objects.count() == 0


@pytest.fixture
def certified(teams):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 90}, by=None, at=NOW)
    attendance = Attendance.objects.get()
    hours.correct(attendance, minutes=75, reason="赵敏核实", by=teams.leader, at=NOW)
    today = Period(NOW.date(), NOW.date())
    return certificates.issue(issuer=teams.north, number="ZY0001", period=today, by=teams.leader, at=NOW)


def test_hours_corrections_and_certificates_name_nobody_else(client, teams, address, certified):
    html = client.get(address).content.decode()
    shown = ("1.25", "1.5", "已更正", certified.number, "/verify/" + certified.code)
    assert [each for each in shown if each not in html] == []
    assert [each for each in ("赵敏", "孙丽") if each in html] == []


def test_the_own_paper_opens_by_the_own_link_alone(client, teams, address, certified):
    answer = client.get(f"{address}certificates/{certified.pk}/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer.headers["Cache-Control"]
    other = reverse("own-page", args=[own_page.issue(teams.student, by=None, at=NOW)])
    assert client.get(f"{other}certificates/{certified.pk}/").status_code == 409
    own_page.withdraw(address.split("/")[-2], at=NOW)
    assert client.get(f"{address}certificates/{certified.pk}/").status_code == 403


def test_one_link_is_not_opened_without_end_and_others_are(client, teams, address, monkeypatch):
    monkeypatch.setattr(views, "OPENED", 2)
    assert [client.get(address).status_code for _time in range(3)] == [200, 200, 429]
    other = reverse("own-page", args=[own_page.issue(teams.student, by=None, at=NOW)])
    assert client.get(other).status_code == 200


def test_wrong_links_are_not_tried_without_end(client, db, teams, address, monkeypatch):
    monkeypatch.setattr(views, "WRONG", 2)
    tried = [client.get(reverse("own-page", args=[f"x{number}"])).status_code for number in range(3)]
    assert (tried, client.get(address).status_code) == ([403, 403, 429], 200)


def test_the_number_of_queries_does_not_grow_with_the_service(client, teams, address, count_queries):
    def serve(numbers):
        for number in numbers:
            more = activity(f"HD2{number:03d}", "又一个", teams.north, starts_at=NOW - timedelta(days=number))
            taking_part.record_attendance(more, minutes={teams.cadre: 60}, by=None, at=NOW)
            held = activity(f"HD3{number:03d}", "还有", teams.north, starts_at=NOW + timedelta(hours=number))
            shift(held)
            today = Period(NOW.date() - timedelta(days=60), NOW.date())
            certificates.issue(issuer=teams.north, number="ZY0001", period=today, by=None, at=NOW)
            hours.correct(more.attendances.get(), minutes=50, reason="核实", by=None, at=NOW)

    serve(range(1, 2))
    few = count_queries(client, address)
    serve(range(2, 31))
    assert count_queries(client, address) == few
