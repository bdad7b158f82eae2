"""The record of a volunteer in its five groups, and what teams enter in it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core.models import AuditEntry
from tests.volunteers.conftest import NOW, activity
from volunteers.choices import NoteKind
from volunteers.domain import doubles, notes, people, privacy, taking_part
from volunteers.errors import AlreadyErased, LiesAhead, NotYours
from volunteers.models import ServiceNote


@pytest.fixture
def visit(client, time_machine_now):
    def go(user, volunteer, posted=None):
        client.force_login(user)
        address = reverse("volunteer-record", args=[volunteer.pk])
        return client.get(address) if posted is None else client.post(address, posted)

    return go


def add(teams, by=None, on=date(2026, 11, 20), **changes):
    facts = {
        "team": teams.north,
        "kind": NoteKind.TRAINING,
        "on": on,
        "text": "应急救护培训8学时",
        "by": by or teams.leader,
    }
    return notes.add(teams.cadre, **facts | changes, at=NOW)


def test_a_record_has_its_five_groups_and_masks_the_person(visit, teams):
    add(teams)
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 90}, by=teams.leader, at=NOW)
    answer = visit(teams.leader, teams.cadre)
    html = answer.content.decode()
    groups = (
        "个人基本信息",
        "志愿服务情况",
        "培训情况",
        "表彰奖励情况",
        "评价情况",
        "应急救护培训8学时",
        "清洁家园",
        "1.5 小时",
    )
    assert [word in html for word in groups] == [True] * len(groups)
    assert ("孙*" in html, "孙丽" in html, "13800001234" in html) == (True, False, False)


def test_a_leader_enters_an_award_of_the_own_team(visit, teams):
    posted = {"kind": "commendation", "team": teams.north.pk, "on": "2026-11-20", "text": "优秀志愿者"}
    assert visit(teams.leader, teams.cadre, posted).status_code == 302
    row = ServiceNote.objects.values_list("volunteer", "team", "kind", "text", "recorded_by").get()
    assert row == (teams.cadre.pk, teams.north.pk, "commendation", "优秀志愿者", teams.leader.pk)
    entry = AuditEntry.objects.get(action="note.recorded")
    assert "优秀" not in str(entry.data)


def test_a_day_to_come_is_refused_and_nothing_typed_is_lost(visit, teams):
    posted = {"kind": "training", "team": teams.north.pk, "on": "2026-11-22", "text": "明天的培训"}
    assert "明天的培训" in visit(teams.leader, teams.cadre, posted).content.decode()
    with pytest.raises(LiesAhead):
        add(teams, on=date(2026, 11, 22))
    assert ServiceNote.objects.count() == 0


def test_other_teams_and_those_who_only_look_enter_nothing(visit, teams, cast):
    for user in (teams.other_leader, cast.official, cast.auditor):
        with pytest.raises(NotYours):
            add(teams, by=user)
    assert visit(teams.other_leader, teams.cadre).status_code == 404
    assert visit(cast.outsider, teams.cadre).status_code == 403
    assert visit(cast.official, teams.cadre).context["form"] is None


def test_a_leader_sees_what_the_own_team_recorded_alone(visit, teams, cast):
    add(teams)
    people.join(teams.east, teams.cadre, by=cast.clerk, at=NOW)
    shown = dict(visit(teams.other_leader, teams.cadre).context["groups"])
    assert shown[NoteKind.TRAINING.label] == []


def test_an_erasure_removes_the_entries_and_takes_no_new_ones(teams, cast):
    add(teams)
    privacy.erase(teams.cadre, reason="本人申请", by=cast.clerk, at=NOW)
    assert ServiceNote.objects.count() == 0
    with pytest.raises(AlreadyErased):
        add(teams, by=cast.clerk)


def test_a_merge_takes_the_entries_along(teams, cast):
    note = add(teams)
    other = people.register(number="ZY0900", name="孙丽", by=cast.clerk, at=NOW)
    doubles.merge(teams.cadre, into=other, by=cast.clerk, at=NOW)
    note.refresh_from_db()
    assert note.volunteer == other


def test_the_number_of_queries_does_not_grow_with_the_rows(visit, teams, client, count_queries):
    def fill(count):
        for number in range(count):
            each = activity(f"HD{count}{number:03d}", "义务劳动", teams.north, starts_at=NOW - timedelta(days=1))
            taking_part.record_attendance(each, minutes={teams.cadre: 60}, by=None, at=NOW)
            add(teams)

    fill(1)
    visit(teams.leader, teams.cadre)
    address = reverse("volunteer-record", args=[teams.cadre.pk])
    few = count_queries(client, address)
    fill(29)
    assert count_queries(client, address) == few
