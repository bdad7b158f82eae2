"""Volunteering in the API: who sees what of it, and what nobody is told."""

import pytest

from tests.volunteers.conftest import NOW
from tests.volunteers.people import id_number
from volunteers.choices import Category
from volunteers.domain import people, taking_part
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
ROOT = "/api/v1"
LISTS = ["teams", "volunteers", "activities", "turnout"]


@pytest.fixture(autouse=True)
def _turnout(teams):
    for each in (teams.cleaning, teams.crossing):
        taking_part.record_turnout(each, headcounts={Category.CITIZEN: 40}, by=None, at=NOW)


def rows(program, name, /, **query):
    answer = program.get(f"{ROOT}/{name}/", query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


@pytest.mark.parametrize("role", ["official", "clerk", "administrator", "auditor"])
def test_the_office_reads_the_whole_city(api, cast, role):
    program = api(getattr(cast, role))
    assert [len(rows(program, name)) for name in LISTS] == [2, 3, 2, 2]


def test_a_leader_reads_the_own_team_alone(api, teams):
    program = api(teams.leader)
    assert [row["code"] for row in rows(program, "teams")] == ["FWD001"]
    assert [row["number"] for row in rows(program, "volunteers")] == ["ZY0001", "ZY0002"]
    assert [row["code"] for row in rows(program, "activities")] == ["HD0001"]
    assert [row["activity"]["code"] for row in rows(program, "turnout")] == ["HD0001"]
    assert rows(program, "volunteers", team="FWD002") == []
    assert (
        program.get(f"{ROOT}/teams/FWD002/").status_code == program.get(f"{ROOT}/activities/HD0002/").status_code == 404
    )


@pytest.mark.parametrize("role", ["inspector", "handler", "area_staff", "outsider"])
def test_others_are_told_of_nobody(api, cast, role):
    program = api(getattr(cast, role))
    assert [rows(program, name) for name in LISTS] == [[], [], [], []]


def test_nothing_whole_is_told_of_a_person(api, cast, teams):
    number = id_number("19900305", 22)
    people.register(number="ZY0100", name="吴静", id_number=number, phone="13912345678", by=None, at=NOW)
    program = api(cast.clerk)
    [row] = [row for row in rows(program, "volunteers") if row["number"] == "ZY0100"]
    assert (row["name"], row["phone"], row["birth_year"]) == ("吴*", "139****5678", 1990)
    text = program.get(f"{ROOT}/volunteers/").content.decode()
    added = Volunteer.objects.get(number="ZY0100")
    secrets = ("吴静", "13912345678", number, added.id_sealed, added.id_hash)
    assert [secret for secret in secrets if secret in text] == []


def test_a_short_phone_is_masked_as_on_the_pages(api, cast, teams):
    Volunteer.objects.filter(pk=teams.cadre.pk).update(phone="1234567", name="孙小丽")
    Volunteer.objects.filter(pk=teams.student.pk).update(phone="")
    told = [(row["name"], row["phone"]) for row in rows(api(cast.clerk), "volunteers")]
    assert told == [("孙**", "*******"), ("李*", ""), ("周*", "138****1234")]


def test_who_withdrew_is_not_listed(api, cast, teams):
    people.withdraw(teams.citizen, by=None, at=NOW)
    assert [row["number"] for row in rows(api(cast.clerk), "volunteers")] == ["ZY0001", "ZY0002"]


@pytest.mark.parametrize(
    ("name", "query", "found"),
    [
        ("teams", {"kind": "traffic"}, ["FWD002"]),
        ("teams", {"name": "学雷锋"}, ["FWD001"]),
        ("teams", {"area": "130682106", "active": "true"}, ["FWD002"]),
        ("activities", {"team": "FWD001"}, ["HD0001"]),
        ("activities", {"since": "2026-11-22"}, []),
        ("activities", {"until": "2026-11-21", "held": "true", "ordering": "starts_at"}, ["HD0001", "HD0002"]),
    ],
)
def test_lists_are_narrowed(api, cast, name, query, found):
    assert [row["code"] for row in rows(api(cast.clerk), name, **query)] == found


def test_people_and_head_counts_are_narrowed(api, cast, teams):
    Volunteer.objects.filter(pk=teams.student.pk).update(consented_at=None)
    program = api(cast.clerk)
    assert [row["number"] for row in rows(program, "volunteers", confirmed="false")] == ["ZY0002"]
    assert [row["number"] for row in rows(program, "volunteers", category="citizen")] == ["ZY0003"]
    assert [row["headcount"] for row in rows(program, "turnout", activity="HD0001", category="citizen")] == [40]
    assert rows(program, "turnout", category="organ") == []


@pytest.mark.parametrize("name", LISTS)
def test_a_page_leads_to_the_next(api, cast, name):
    program = api(cast.clerk)
    first = program.get(f"{ROOT}/{name}/?page_size=1").json()
    second = program.get(first["next"]).json()
    assert [*first["results"], *second["results"]] == rows(program, name)[:2]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_queries_whatever_its_length(api, cast, name, django_assert_num_queries):
    program = api(cast.clerk)
    program.get(f"{ROOT}/{name}/")
    for size in (1, 30):
        # token, person's groups, rows
        with django_assert_num_queries(3):
            program.get(f"{ROOT}/{name}/?page_size={size}")
