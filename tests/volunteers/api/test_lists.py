"""Volunteering in the API: who sees what of it, and what nobody is told."""

import pytest

from tests.volunteers.conftest import NOW
from tests.volunteers.people import id_number
from volunteers.choices import Category
from volunteers.domain import people, taking_part
from volunteers.models import Activity, Volunteer

pytestmark = pytest.mark.django_db
ROOT = "/api/v1"
LISTS = ["teams", "volunteers", "activities", "turnout", "service-records"]


@pytest.fixture(autouse=True)
def _taken_part(teams):
    for each, person in ((teams.cleaning, teams.cadre), (teams.crossing, teams.citizen)):
        taking_part.record_attendance(each, minutes={person: 90}, by=None, at=NOW)
        taking_part.record_turnout(each, headcounts={Category.CITIZEN: 40}, by=None, at=NOW)


def rows(program, name, /, **query):
    answer = program.get(f"{ROOT}/{name}/", query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


@pytest.mark.parametrize("role", ["official", "clerk", "administrator", "auditor"])
def test_the_office_reads_the_whole_city(api, cast, role):
    program = api(getattr(cast, role))
    assert [len(rows(program, name)) for name in LISTS] == [2, 3, 2, 2, 2]


def test_a_leader_reads_the_own_team_alone(api, teams):
    program = api(teams.leader)
    assert [row["code"] for row in rows(program, "teams")] == ["FWD001"]
    assert [row["number"] for row in rows(program, "volunteers")] == ["ZY0001", "ZY0002"]
    assert [row["code"] for row in rows(program, "activities")] == ["HD0001"]
    assert [row["activity"]["code"] for row in rows(program, "turnout")] == ["HD0001"]
    assert [row["activity"]["code"] for row in rows(program, "service-records")] == ["HD0001"]
    assert rows(program, "service-records", volunteer="ZY0003") == []
    assert rows(program, "volunteers", team="FWD002") == []
    assert (
        program.get(f"{ROOT}/teams/FWD002/").status_code == program.get(f"{ROOT}/activities/HD0002/").status_code == 404
    )


@pytest.mark.parametrize("role", ["inspector", "handler", "area_staff", "outsider"])
def test_others_are_told_of_nobody(api, cast, role):
    program = api(getattr(cast, role))
    assert [rows(program, name) for name in LISTS] == [[]] * 5


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


def test_a_record_of_service_names_who_served_where_and_how_long_masked(api, cast, teams):
    [row] = rows(api(cast.clerk), "service-records", team="FWD001")
    row.pop("id")
    assert row == {
        "volunteer": {"number": "ZY0001", "name": "孙*"},
        "activity": {"code": "HD0001", "title": "清洁家园", "starts_at": "2026-11-21T00:00:00Z"},
        "team": {"code": "FWD001", "name": "北城区学雷锋志愿服务队"},
        "department": None,
        "category": "organ",
        "minutes": 90,
        "recorded_at": "2026-11-21T04:00:00Z",
    }


def test_service_in_an_activity_that_was_cancelled_is_not_listed(api, cast, teams):
    Activity.objects.filter(pk=teams.crossing.pk).update(cancelled_at=NOW)
    assert [row["volunteer"]["number"] for row in rows(api(cast.clerk), "service-records")] == ["ZY0001"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"volunteer": "ZY0003"}, ["ZY0003"]),
        ({"activity": "HD0001"}, ["ZY0001"]),
        ({"category": "citizen"}, ["ZY0003"]),
        ({"since": "2026-11-21", "until": "2026-11-21"}, ["ZY0001", "ZY0003"]),
        ({"since": "2026-11-22"}, []),
        ({"until": "2026-11-20"}, []),
    ],
)
def test_records_of_service_are_narrowed(api, cast, query, found):
    assert [row["volunteer"]["number"] for row in rows(api(cast.clerk), "service-records", **query)] == found


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
