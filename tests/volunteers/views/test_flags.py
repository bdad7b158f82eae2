from datetime import timedelta

import pytest
from django.urls import reverse

from tests.volunteers.conftest import NOW, activity
from volunteers.domain import hours, sanity, taking_part
from volunteers.models import Activity, Attendance, FlagNote

PAGE = reverse("volunteer-flags")


@pytest.fixture
def clash(teams, time_machine_now):
    """孙丽 is recorded by two teams at once; 李明 with twelve hours in three."""
    for held in (teams.cleaning, teams.crossing):
        taking_part.record_attendance(held, minutes={teams.cadre: 60}, by=None, at=NOW)
    taking_part.record_attendance(teams.cleaning, minutes={teams.student: 720}, by=None, at=NOW)
    return teams


@pytest.fixture
def visit(client):
    def go(user, **query):
        client.force_login(user)
        return client.get(PAGE, query)

    return go


def seen(page):
    return sorted((row.flag.kind, row.activity.code) for row in page.context["rows"])


def answer(client, held, kind="overlap", reason="先后到场", **query):
    [key] = [flag.key for flag in sanity.find(Activity.objects.filter(pk=held.pk), kinds=[kind])]
    address = reverse("flag-answer", args=[held.pk])
    return client.post(address, {"key": key, "reason": reason}, query_params=query)


NORTH = [("day", "HD0001"), ("length", "HD0001"), ("overlap", "HD0001")]


def test_a_leader_sees_the_own_team_and_never_what_others_hold(visit, clash, cast):
    page = visit(clash.leader)
    assert seen(page) == NORTH
    html = page.content.decode()
    assert [word in html for word in ("清洁家园", "孙*", "路口劝导", "孙丽", "HD0002")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert "其他组织方的活动" in html
    assert seen(visit(clash.other_leader)) == [("overlap", "HD0002")]
    assert seen(visit(clash.other_leader, team="学雷锋")) == []


@pytest.mark.parametrize("role", ["official", "clerk", "administrator", "auditor"])
def test_officials_and_the_office_see_all_teams(visit, clash, cast, role):
    page = visit(getattr(cast, role))
    assert seen(page) == [*NORTH, ("overlap", "HD0002")]
    assert ("路口劝导" in page.content.decode()) is True


@pytest.mark.parametrize("role", ["inspector", "handler", "area_staff", "outsider"])
def test_others_have_no_business_here(visit, client, clash, cast, role):
    assert visit(getattr(cast, role)).status_code == 403
    assert answer(client, clash.cleaning).status_code == 403


def test_the_page_says_what_is_odd_that_it_counts_and_leads_to_the_record(visit, clash):
    html = visit(clash.leader).content.decode()
    row = Attendance.objects.get(volunteer=clash.student)
    assert reverse("service-record", args=[row.pk]) in html
    for words in ("1人的服务时长超过活动本身的时长", "计入各项统计", "同一人一天合计超过10小时", "劳动法第三十六条"):
        assert words in html


def test_flags_are_narrowed_by_kind_team_and_day(visit, clash, cast):
    assert seen(visit(cast.clerk, kind="day")) == [("day", "HD0001")]
    assert seen(visit(cast.clerk, team="东亭镇")) == seen(visit(cast.clerk, team="FWD002")) == [("overlap", "HD0002")]
    assert seen(visit(cast.clerk, first="2026-11-01", last="2026-11-20")) == []
    assert seen(visit(cast.clerk, kind="junk", state="junk")) == [*NORTH, ("overlap", "HD0002")]


def test_more_than_a_year_is_not_looked_through(visit, clash):
    page = visit(clash.leader, first="2020-01-01")
    assert ("一次最多查看366天" in page.content.decode(), seen(page)) == (True, NORTH)


def test_an_answer_takes_it_to_the_answered_and_leaves_the_record(visit, client, clash):
    client.force_login(clash.leader)
    assert answer(client, clash.cleaning, kind="overlap").url == f"{PAGE}?"
    assert answer(client, clash.cleaning, kind="day", reason="全天值守", state="all").url == f"{PAGE}?state=all"
    assert seen(visit(clash.leader)) == [("length", "HD0001")]
    page = visit(clash.leader, state="answered")
    assert seen(page) == [("day", "HD0001"), ("overlap", "HD0001")]
    assert ["全天值守" in page.content.decode(), Attendance.objects.count()] == [True, 3]
    assert seen(visit(clash.leader, state="all")) == NORTH
    assert seen(visit(clash.other_leader)) == [("overlap", "HD0002")]


def test_a_correction_takes_it_away(visit, clash):
    row = Attendance.objects.get(volunteer=clash.student)
    hours.correct(row, minutes=180, reason="多录一位", by=clash.leader, at=NOW)
    assert seen(visit(clash.leader, state="all")) == [("overlap", "HD0001")]


def test_no_reason_changed_records_and_other_teams_are_refused(client, clash, cast):
    client.force_login(clash.leader)
    assert answer(client, clash.cleaning, reason=" ").status_code == 409
    assert answer(client, clash.crossing).status_code == 404
    stale = client.post(reverse("flag-answer", args=[clash.cleaning.pk]), {"key": "late-1-0-x", "reason": "对"})
    assert (stale.status_code, "记录已有变化" in stale.content.decode()) == (409, True)
    client.force_login(cast.official)
    assert answer(client, clash.cleaning).status_code == 403
    assert FlagNote.objects.count() == 0


def test_officials_and_auditors_are_offered_no_answer(visit, clash, cast):
    offered = {
        role: "确认属实" in visit(getattr(cast, role)).content.decode() for role in ("official", "auditor", "clerk")
    }
    assert offered == {"official": False, "auditor": False, "clerk": True}


@pytest.mark.parametrize("name", ["team-weekend", "service-records"])
def test_the_leaders_pages_lead_here(client, clash, name):
    client.force_login(clash.leader)
    assert f'href="{PAGE}"' in client.get(reverse(name)).content.decode()


def test_the_officials_page_leads_here(client, clash, cast):
    client.force_login(cast.official)
    assert f'href="{PAGE}"' in client.get(reverse("volunteering")).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows(client, clash, cast, count_queries):
    client.force_login(cast.clerk)
    one = count_queries(client, PAGE)
    for number in range(30):
        held = activity(f"HD1{number:03d}", "补录", clash.north, starts_at=NOW - timedelta(days=9, hours=number))
        taking_part.record_attendance(held, minutes={clash.cadre: 60, clash.student: 400}, by=None, at=NOW)
    assert count_queries(client, PAGE) == one
    assert one <= 20
