from datetime import timedelta

import pytest
from django.urls import reverse

from tests.volunteers.conftest import NOW
from tests.volunteers.people import id_number
from volunteers.domain import apart, people, taking_part
from volunteers.models import NotDouble, Volunteer

QUESTIONS, ANSWERS = reverse("volunteer-doubles"), reverse("volunteers-told-apart")


@pytest.fixture
def double(teams):
    return people.register(number="ZY0900", name="孙丽", birth_year=1985, by=None, at=NOW - timedelta(days=9))


@pytest.fixture
def clerk(client, cast, time_machine_now):
    client.force_login(cast.clerk)
    return client


def compared(one, other):
    return reverse("volunteer-compare", args=[one.pk, other.pk])


def test_the_office_is_asked_about_the_later_of_two(clerk, teams, double):
    assert list(clerk.get(QUESTIONS).context["page"].object_list) == [double]


def test_nobody_asks_where_everybody_is_known(clerk, teams):
    assert "未发现可能重复登记" in clerk.get(QUESTIONS).content.decode()


def test_two_stand_side_by_side_masked_with_what_each_has(clerk, teams, double):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 90}, by=None, at=NOW)
    answer = clerk.get(compared(teams.cadre, double))
    sides = [(side.number, side.teams, side.turns, side.minutes) for side in answer.context["sides"]]
    assert sides == [("ZY0001", 1, 1, 90), ("ZY0900", 0, 0, 0)]
    assert "孙丽" not in answer.content.decode()


@pytest.mark.parametrize(("kept", "gone"), [("ZY0001", "ZY0900"), ("ZY0900", "ZY0001")])
def test_the_clerk_says_which_of_the_two_stays(clerk, teams, double, kept, gone):
    answer = clerk.post(compared(teams.cadre, double), {"keep": kept})
    stays = Volunteer.objects.get(number=kept)
    assert (answer.status_code, answer.url) == (302, reverse("volunteer-detail", args=[stays.pk]))
    assert Volunteer.objects.get(number=gone).merged_into == stays
    assert clerk.post(compared(teams.cadre, double), {"keep": kept}).status_code == 409


@pytest.mark.parametrize("keep", ["", "ZY0002", "junk"])
def test_a_choice_that_is_neither_of_the_two_merges_nothing(clerk, teams, double, keep):
    assert clerk.post(compared(teams.cadre, double), {"keep": keep}).status_code == 400
    assert not Volunteer.objects.exclude(merged_into=None).exists()


def test_two_id_numbers_are_two_people_and_no_button_merges_them(clerk, teams, double):
    for row, born in ((teams.cadre, "19850101"), (double, "19850512")):
        Volunteer.objects.filter(pk=row.pk).update(**people.identified(people.identity.read(id_number(born))))
    answer = clerk.get(compared(teams.cadre, double))
    assert (answer.context["can_merge"], 'name="keep"' in answer.content.decode()) == (False, False)
    assert clerk.post(compared(teams.cadre, double), {"keep": "ZY0001"}).status_code == 409


@pytest.mark.parametrize("role", ["official", "auditor", "outsider"])
def test_others_are_not_asked(client, teams, double, cast, role):
    client.force_login(getattr(cast, role))
    answers = [client.get(QUESTIONS), client.post(compared(teams.cadre, double), {"keep": "ZY0001"})]
    assert [answer.status_code for answer in answers] == [403, 403]


def test_a_leader_is_not_asked_about_the_own_members_either(client, teams, double):
    client.force_login(teams.leader)
    assert client.get(compared(teams.cadre, teams.student)).status_code == 403


def answered(one, other, name="volunteer-tell-apart"):
    return reverse(name, args=[one.pk, other.pk])


def test_each_question_leads_to_the_two_side_by_side(clerk, teams, double):
    assert compared(teams.cadre, double) in clerk.get(QUESTIONS).content.decode()


def test_the_clerk_answers_that_they_are_different_people(clerk, cast, teams, double):
    assert clerk.get(QUESTIONS).context["counts"] == {"open": "1", "apart": "0"}
    answer = clerk.post(answered(double, teams.cadre), {"reason": "两人都已电话核实"})
    assert (answer.status_code, answer.url) == (302, QUESTIONS)
    page = clerk.get(QUESTIONS)
    assert (list(page.context["page"].object_list), page.context["counts"]) == ([], {"open": "0", "apart": "1"})
    row = NotDouble.objects.get()
    assert (row.first, row.second, row.by, row.at) == (teams.cadre, double, cast.clerk, NOW)
    listed = clerk.get(ANSWERS)
    assert (list(listed.context["page"].object_list), listed.context["counts"]["apart"]) == ([row], "1")
    html = listed.content.decode()
    assert ("两人都已电话核实" in html, "孙丽" in html) == (True, False)


def test_an_answer_is_seen_where_the_two_stand_and_taken_back_there(clerk, teams, double):
    clerk.post(answered(teams.cadre, double), {"reason": ""})
    page = clerk.get(compared(double, teams.cadre))
    shown = page.context
    assert (shown["answer"], shown["can_merge"], shown["form"]) == (NotDouble.objects.get(), False, None)
    assert clerk.post(compared(teams.cadre, double), {"keep": "ZY0001"}).status_code == 409
    assert clerk.post(answered(teams.cadre, double, "volunteer-ask-again")).url == QUESTIONS
    assert list(clerk.get(QUESTIONS).context["page"].object_list) == [double]


def test_a_reason_that_is_too_long_is_not_lost(clerk, teams, double):
    answer = clerk.post(answered(teams.cadre, double), {"reason": "长" * 201})
    assert (answer.status_code, "长" * 201 in answer.content.decode()) == (400, True)
    assert not NotDouble.objects.exists()


def test_who_is_gone_is_told_apart_from_nobody(clerk, teams, double):
    people.withdraw(double, by=None, at=NOW)
    assert clerk.get(compared(teams.cadre, double)).context["form"] is None
    assert clerk.post(answered(teams.cadre, double), {"reason": ""}).status_code == 409


@pytest.mark.parametrize("role", ["official", "auditor", "outsider"])
def test_others_answer_nothing(client, teams, double, cast, role):
    client.force_login(getattr(cast, role))
    asked = [answered(teams.cadre, double, name) for name in ("volunteer-tell-apart", "volunteer-ask-again")]
    assert [client.get(ANSWERS).status_code, *(client.post(each).status_code for each in asked)] == [403] * 3


def test_an_answer_is_posted(clerk, teams, double):
    assert clerk.get(answered(teams.cadre, double)).status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_questions(clerk, teams, double, count_queries):
    few = count_queries(clerk, QUESTIONS)
    for number in range(30):
        people.register(number=f"ZY8{number:03d}", name="孙丽", birth_year=1985, by=None, at=NOW)
    assert count_queries(clerk, QUESTIONS) == few


def test_the_number_of_queries_does_not_grow_with_the_answers(clerk, teams, double, cast, count_queries):
    apart.tell_apart(teams.cadre, double, by=cast.clerk, at=NOW)
    few = count_queries(clerk, ANSWERS)
    for number in range(30):
        other = people.register(number=f"ZY8{number:03d}", name="孙丽", birth_year=1985, by=None, at=NOW)
        apart.tell_apart(teams.cadre, other, by=cast.clerk, at=NOW)
    assert count_queries(clerk, ANSWERS) == few
