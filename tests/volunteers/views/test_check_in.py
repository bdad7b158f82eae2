import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.volunteers.conftest import NOW, activity
from volunteers.domain import check_in, posters
from volunteers.models import Attendance, CheckIn, Membership, Volunteer
from volunteers.views import check_in as views

# What Django masks anew in each answer.
TOKEN = re.compile(r"[A-Za-z0-9]{64}")


@pytest.fixture
def running(teams, time_machine_now):
    """An activity of the north from 11:00 to 14:00; it is noon."""
    return activity("HD0009", "清扫街道", teams.north, starts_at=NOW - timedelta(hours=1), place="中山公园")


def address_of(running):
    return reverse("check-in", args=[posters.code_of(running, at=NOW)])


def test_a_phone_without_an_account_checks_in(client, running):
    page = client.get(address_of(running))
    assert (page.status_code, "中山公园" in page.content.decode()) == (200, True)
    done = client.post(address_of(running), {"given": "ZY0001", "key": uuid4()})
    assert (done.status_code, "已收到" in done.content.decode()) == (200, True)
    assert list(CheckIn.objects.values_list("volunteer__number", flat=True)) == ["ZY0001"]


def test_an_outsider_reads_the_same_as_a_volunteer(client, running):
    pages = [client.post(address_of(running), {"given": given, "key": uuid4()}) for given in ("ZY0001", "ZY4711")]
    shown = [(page.status_code, TOKEN.sub("", page.content.decode()), page.headers["Cache-Control"]) for page in pages]
    assert shown[0] == shown[1]


def test_a_form_sent_twice_counts_once(client, running):
    sent = {"given": "9999", "key": uuid4()}
    for _time in range(2):
        client.post(address_of(running), sent)
    assert CheckIn.objects.count() == 1


def test_too_few_digits_are_asked_for_again(client, running):
    page = client.post(address_of(running), {"given": "12", "key": uuid4()})
    assert (page.status_code, 'value="12"' in page.content.decode()) == (200, True)
    assert CheckIn.objects.count() == 0


@pytest.fixture
def crowded(client, running, monkeypatch):
    """Two have checked in from the address of the client, which are as many as may; the form of a third."""
    monkeypatch.setattr(views, "FROM_ONE_ADDRESS", 2)
    for given in ("ZY0001", "ZY4711"):
        client.post(address_of(running), {"given": given, "key": uuid4()})
    return {"given": "ZY0002", "key": uuid4()}


def test_one_too_many_of_a_network_keeps_what_was_typed_and_is_told_two_ways_on(client, running, crowded):
    page = client.post(address_of(running), crowded)
    html = page.content.decode()
    assert (page.status_code, page.headers["Retry-After"], CheckIn.objects.count()) == (429, "600", 2)
    assert [word in html for word in ("移动网络", "组织者", 'value="ZY0002"', str(crowded["key"]))] == [True] * 4
    elsewhere = client.post(address_of(running), crowded, REMOTE_ADDR="10.0.0.9")
    assert (elsewhere.status_code, CheckIn.objects.count()) == (200, 3)


def test_known_and_unknown_count_alike_and_are_refused_alike(client, running, crowded):
    pages = [client.post(address_of(running), crowded | {"given": given}) for given in ("ZY0001", "ZY4711")]
    shown = [TOKEN.sub("", page.content.decode().replace("ZY4711", "ZY0001")) for page in pages]
    assert ([page.status_code for page in pages], shown[0]) == ([429, 429], shown[1])


def test_a_crowd_at_one_poster_holds_up_no_other_and_no_looking(client, teams, running, crowded):
    other = activity("HD0010", "另一处", teams.north, starts_at=NOW - timedelta(hours=1))
    assert client.post(address_of(other), crowded).status_code == 200
    assert client.get(address_of(running)).status_code == 200


def test_one_poster_takes_no_more_from_any_number_of_addresses(client, running, monkeypatch):
    monkeypatch.setattr(views, "AT_ONE_POSTER", 3)
    facts = [({"given": "4711", "key": uuid4()}, f"10.0.0.{n}") for n in range(4)]
    answers = [client.post(address_of(running), sent, REMOTE_ADDR=address) for sent, address in facts]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]


def test_a_poster_of_last_week_is_refused_in_words(client, running, time_machine):
    code = address_of(running)
    time_machine.move_to(NOW + timedelta(days=7), tick=False)
    for page in (client.get(code), client.post(code, {"given": "ZY0001", "key": uuid4()})):
        assert (page.status_code, "清扫街道" in page.content.decode()) == (409, True)
    assert CheckIn.objects.count() == 0


def test_what_is_no_code_is_said_in_words(client, db):
    page = client.get(reverse("check-in", args=["x"]))
    assert (page.status_code, "不是本系统的签到码" in page.content.decode()) == (404, True)


def test_the_leader_shows_the_code_and_replaces_it(client, teams, running):
    client.force_login(teams.leader)
    before = address_of(running)
    poster = reverse("activity-poster", args=[running.pk])
    assert before in client.get(poster).content.decode()
    assert client.post(poster, {"live": ""}).url == poster
    assert client.get(before).status_code == 409
    running.refresh_from_db()
    assert running.poster_is_live
    code = client.get(reverse("activity-poster-code", args=[running.pk])).content.decode()
    assert address_of(running) in code


def test_others_get_no_code(client, teams, running, cast):
    poster = reverse("activity-poster", args=[running.pk])
    for user, status in ((teams.other_leader, 404), (cast.official, 403), (cast.handler, 403)):
        client.force_login(user)
        shown = [client.get(poster), client.get(reverse("activity-poster-code", args=[running.pk]))]
        assert [page.status_code for page in shown] == [status, status]


def test_a_poster_of_what_is_over_is_refused_in_words(client, teams, time_machine_now):
    client.force_login(teams.leader)
    page = client.get(reverse("activity-poster", args=[teams.cleaning.pk]))
    assert (page.status_code, "签到" in page.content.decode()) == (409, True)


@pytest.fixture
def names(client, teams, running):
    client.force_login(teams.leader)
    return reverse("activity-names", args=[running.pk])


def sent(*people, minutes=60, **ticks):
    facts = {"shown": [person.pk for person in people]}
    for person in people:
        facts[f"minutes-{person.pk}"] = minutes
    return facts | ticks


def test_the_list_shows_who_came_and_records_who_was_there(client, names, teams, running):
    check_in.check_in(posters.code_of(running, at=NOW), given="ZY0001", key=uuid4(), at=NOW)
    html = client.get(names).content.decode()
    assert ("ZY0001" in html, "12:00" in html, "孙丽" in html) == (True, True, False)
    facts = sent(teams.cadre, teams.student, **{f"there-{teams.student.pk}": "on"})
    assert client.post(names, facts).url == names
    assert list(Attendance.objects.values_list("volunteer__number", "minutes")) == [("ZY0002", 60)]
    assert CheckIn.objects.get().struck_by == teams.leader


def test_hours_of_minus_three_are_refused_beside_the_name(client, names, teams):
    facts = sent(teams.cadre, minutes=-180, **{f"there-{teams.cadre.pk}": "on"})
    page = client.post(names, facts)
    assert (page.status_code, 'value="-180"' in page.content.decode()) == (200, True)
    assert Attendance.objects.count() == 0


def test_who_is_recorded_is_not_unticked_but_corrected(client, names, teams):
    for minutes in (60, 90):
        client.post(names, sent(teams.cadre, minutes=minutes, **{f"there-{teams.cadre.pk}": "on"}))
    client.post(names, sent(teams.cadre, minutes=90))
    assert list(Attendance.objects.values_list("volunteer__number", "minutes")) == [("ZY0001", 90)]


def test_nobody_of_another_team_is_recorded_by_a_typed_form(client, names, teams):
    facts = sent(teams.citizen, **{f"there-{teams.citizen.pk}": "on"})
    client.post(names, facts | {"shown": [teams.citizen.pk, "x", "9" * 30]})
    assert Attendance.objects.count() == 0


def test_what_nobody_knows_is_put_aside_by_the_leader(client, names, teams, running):
    check_in.check_in(posters.code_of(running, at=NOW), given="4711", key=uuid4(), at=NOW)
    assert "…4711" in client.get(names).content.decode()
    row = CheckIn.objects.get()
    client.post(reverse("activity-dealt-with", args=[running.pk]), {"row": [row.pk]})
    assert "…4711" not in client.get(names).content.decode()


def test_an_official_looks_at_the_list_and_records_nothing(client, names, teams, cast):
    client.force_login(cast.official)
    assert client.get(names).status_code == 200
    facts = sent(teams.cadre, **{f"there-{teams.cadre.pk}": "on"})
    assert client.post(names, facts).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_names(client, names, teams, django_assert_num_queries):
    client.get(names)
    with django_assert_num_queries(10):
        client.get(names)
    rows = Volunteer.objects.bulk_create(
        Volunteer(number=f"ZY1{number:03d}", name="张三", registered_at=NOW) for number in range(30)
    )
    since = NOW.date() - timedelta(days=9)
    Membership.objects.bulk_create(Membership(team=teams.north, volunteer=row, valid_from=since) for row in rows)
    with django_assert_num_queries(10):
        client.get(names)
