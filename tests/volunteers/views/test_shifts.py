from datetime import timedelta

import pytest
from django.urls import reverse

from tests.volunteers.conftest import NOW, activity, shift
from tests.volunteers.views.test_check_in import TOKEN
from volunteers.domain import shifts
from volunteers.models import Shift, SignUp


@pytest.fixture
def tomorrow(teams, time_machine_now):
    return activity("HD0009", "路口劝导", teams.north, starts_at=NOW + timedelta(days=1))


@pytest.fixture
def page(client, teams, tomorrow):
    client.force_login(teams.leader)
    return reverse("activity-shifts", args=[tomorrow.pk])


def test_a_leader_sets_a_post_up_and_puts_a_member_down(client, page, teams, tomorrow):
    assert client.post(page, {"place": "中山路口", "begins": "12:00", "ends": "13:30", "needed": "2"}).url == page
    post = Shift.objects.get()
    assert (post.starts_at, post.ends_at) == (tomorrow.starts_at, tomorrow.starts_at + timedelta(minutes=90))
    answer = client.post(reverse("activity-sign-up", args=[tomorrow.pk]), {"shift": post.pk, "given": "ZY0001"})
    assert answer.url == page
    html = client.get(page).content.decode()
    assert ("1 / 2 人" in html, "ZY0001" in html, "孙丽" in html) == (True, True, False)
    client.post(reverse("sign-up-drop", args=[SignUp.objects.get().pk]))
    assert "0 / 2 人" in client.get(page).content.decode()


def test_a_post_outside_the_activity_is_refused_beside_the_form(client, page):
    answer = client.post(page, {"place": "中山路口", "begins": "06:00", "ends": "07:00", "needed": "2"})
    assert (answer.status_code, 'value="中山路口"' in answer.content.decode()) == (200, True)
    assert Shift.objects.count() == 0


def test_somebody_of_another_team_and_nobody_get_the_same_answer(client, page, tomorrow):
    post = shift(tomorrow)
    address = reverse("activity-sign-up", args=[tomorrow.pk])
    shown = []
    for given in ("ZY0003", "ZY0009"):
        page = client.post(address, {"shift": post.pk, "given": given})
        shown.append(TOKEN.sub("", page.content.decode()).replace(given, ""))
    assert ("有多人" in shown[0], shown[0] == shown[1]) == (True, True)


def test_a_cancelled_shift_lists_whom_to_tell(client, page, teams, tomorrow):
    post = shift(tomorrow)
    shifts.sign_up(post, teams.cadre, by=None, at=NOW)
    assert client.post(reverse("shift-cancel", args=[post.pk]), {"reason": "修路"}).url == page
    html = client.get(page).content.decode()
    assert ("修路" in html, "ZY0001" in html) == (True, True)


def test_others_do_not_reach_it(client, page, teams, tomorrow, cast):
    post = shift(tomorrow)
    cancelling = reverse("shift-cancel", args=[post.pk])
    for user, sees, cancels in ((teams.other_leader, 404, 404), (cast.official, 200, 403), (cast.handler, 403, 403)):
        client.force_login(user)
        assert client.get(page).status_code == sees
        assert client.post(cancelling, {"reason": "修路"}).status_code == cancels


def test_the_number_of_queries_does_not_grow_with_the_posts(client, page, teams, tomorrow, django_assert_num_queries):
    shifts.sign_up(shift(tomorrow, "零号路口"), teams.cadre, by=None, at=NOW)
    client.get(page)
    with django_assert_num_queries(9):
        client.get(page)
    for number in range(30):
        post = shift(tomorrow, f"{number}号路口", needed=2)
        SignUp.objects.create(shift=post, volunteer=teams.student, at=NOW)
    with django_assert_num_queries(9):
        client.get(page)
