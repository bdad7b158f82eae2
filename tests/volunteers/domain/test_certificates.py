"""Certificates: who records certifies, and what was certified stays as it was."""

from datetime import date, timedelta

import pytest

from core.models import AuditEntry
from core.periods import Period
from tests.volunteers.conftest import NOW, activity
from tests.volunteers.people import id_number
from volunteers.domain import certificates, doubles, hours, people, privacy, taking_part
from volunteers.errors import (
    AlreadyRevoked,
    NoBearer,
    NoReason,
    NotConsented,
    NothingServed,
    NotYours,
    WrongPeriod,
)
from volunteers.models import Attendance, Certificate, Volunteer

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 21))


@pytest.fixture
def served(teams):
    """孙丽 served 90 minutes this morning and 120 a week ago in the north, and 60 in the east."""
    week_ago = activity("HD0003", "上周清洁", teams.north, starts_at=NOW - timedelta(days=7), place="中山路")
    for each, minutes in ((teams.cleaning, 90), (week_ago, 120), (teams.crossing, 60)):
        taking_part.record_attendance(each, minutes={teams.cadre: minutes}, by=None, at=NOW)
    return teams


def issue(teams, by=None, **changes):
    asked = {"issuer": teams.north, "number": "ZY0001", "period": NOVEMBER, "by": by or teams.leader, "at": NOW}
    return certificates.issue(**asked | changes)


def test_the_issuer_certifies_what_it_recorded_and_nothing_else(served):
    number = id_number("19850101", 22)
    Volunteer.objects.filter(pk=served.cadre.pk).update(**people.identified(people.identity.read(number)))
    issued = issue(served)
    assert (issued.number, issued.minutes, issued.issuer, issued.issued_by) == (
        "ZM2026-00001",
        210,
        served.north,
        served.leader,
    )
    assert issued.content == {
        "name": "孙丽",
        "volunteer": "ZY0001",
        "id": f"130682********{number[-4:]}",
        "issuer": "北城区学雷锋志愿服务队",
        "leader": "赵敏",
        "handler": "赵敏",
        "services": [
            {"on": "2026-11-14", "title": "上周清洁", "place": "中山路", "minutes": 120},
            {"on": "2026-11-21", "title": "清洁家园", "place": "", "minutes": 90},
        ],
    }


def test_only_the_days_asked_for_count(served):
    assert issue(served, period=Period(date(2026, 11, 14), date(2026, 11, 14))).minutes == 120
    assert issue(served, period=Period(date(2026, 11, 15), date(2026, 11, 21))).minutes == 90


def test_numbers_have_no_gap_and_codes_no_order(served):
    first = issue(served)
    with pytest.raises(NothingServed):
        issue(served, number="ZY0002")
    second = issue(served)
    assert [first.number, second.number] == ["ZM2026-00001", "ZM2026-00002"]
    assert first.code != second.code
    assert {len(first.code), len(second.code)} == {12}


def test_a_later_correction_does_not_change_what_was_certified(served):
    issued = issue(served)
    row = Attendance.objects.get(activity=served.cleaning)
    hours.correct(row, minutes=30, reason="提前离开", by=served.leader, at=NOW)
    issued.refresh_from_db()
    assert (issued.minutes, issued.content["services"][1]["minutes"]) == (210, 90)
    assert issue(served).minutes == 150


def test_who_has_nothing_recorded_and_who_is_unknown_are_told_the_same(served):
    told = set()
    for number in ("ZY0002", "ZY0003", "ZY9999"):
        with pytest.raises(NothingServed) as refusal:
            issue(served, number=number)
        told.add(str(refusal.value))
    assert len(told) == 1


def test_a_leader_certifies_for_the_own_team_alone(served, cast):
    for issuer in (served.east, cast.city.transport):
        with pytest.raises(NotYours):
            issue(served, issuer=issuer)
    for user in (cast.official, cast.auditor, served.other_leader):
        with pytest.raises(NotYours):
            issue(served, by=user)
    assert issue(served, by=cast.clerk).content["handler"] == "李文兰"


def test_a_unit_certifies_its_own_activities(served, cast):
    own = activity("HD0009", "单位义务劳动", None, department=cast.city.transport)
    taking_part.record_attendance(own, minutes={served.cadre: 45}, by=None, at=NOW)
    issued = issue(served, issuer=cast.city.transport, by=cast.clerk)
    assert (issued.minutes, issued.issuer, issued.team) == (45, cast.city.transport, None)


def test_what_could_be_certified_is_offered_in_the_own_scope(served, cast):
    def offered(user):
        return [
            (each.kind, each.name, each.turns, each.minutes)
            for each in certificates.offers("ZY0001", NOVEMBER, to=user)
        ]

    north, east = ("team", "北城区学雷锋志愿服务队", 2, 210), ("team", "东亭镇文明交通志愿服务队", 1, 60)
    assert (offered(served.leader), offered(cast.clerk)) == ([north], [east, north])


@pytest.mark.parametrize(
    ("first", "last"), [(date(2026, 11, 21), date(2026, 11, 20)), (date(2026, 11, 1), date(2026, 11, 22))]
)
def test_days_in_the_wrong_order_and_days_to_come_are_refused(served, first, last):
    with pytest.raises(WrongPeriod):
        issue(served, period=Period(first, last))


def test_nothing_is_certified_of_who_has_not_consented(served):
    Volunteer.objects.filter(pk=served.cadre.pk).update(consented_at=None)
    with pytest.raises(NotConsented):
        issue(served)


def test_who_withdrew_has_still_served(served, cast):
    people.withdraw(served.cadre, by=cast.clerk, at=NOW)
    assert issue(served).minutes == 210


def test_a_certificate_is_revoked_once_with_a_reason(served):
    issued = issue(served)
    with pytest.raises(NoReason):
        certificates.revoke(issued, reason=" ", by=served.leader, at=NOW)
    with pytest.raises(NotYours):
        certificates.revoke(issued, reason="记录有误", by=served.other_leader, at=NOW)
    revoked = certificates.revoke(issued, reason="记录有误", by=served.leader, at=NOW)
    assert (revoked.is_valid, revoked.revoked_because, revoked.revoked_by) == (False, "记录有误", served.leader)
    with pytest.raises(AlreadyRevoked):
        certificates.revoke(issued, reason="再来", by=served.leader, at=NOW)
    assert [e.action for e in AuditEntry.objects.filter(action__startswith="certificate")] == [
        "certificate.revoked",
        "certificate.issued",
    ]


def test_an_erasure_empties_the_bearer_and_leaves_the_certificate(served, cast):
    issued = issue(served)
    privacy.erase(served.cadre, reason="本人申请", by=cast.clerk, at=NOW)
    issued.refresh_from_db()
    assert [issued.content[key] for key in ("name", "volunteer", "id")] == ["", "", ""]
    assert (issued.is_valid, issued.minutes, certificates.is_name_of(issued, "")) == (True, 210, False)
    with pytest.raises(NoBearer):
        certificates.note_print(issued, by=served.leader, at=NOW)


def test_a_merge_takes_the_certificates_along_so_that_an_erasure_finds_them(served, cast):
    issued = issue(served)
    other = people.register(number="ZY0900", name="孙丽", by=cast.clerk, at=NOW)
    doubles.merge(served.cadre, into=other, by=cast.clerk, at=NOW)
    issued.refresh_from_db()
    assert issued.volunteer == other


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}"])
def test_a_code_is_found_however_it_is_typed(served, typed):
    issued = issue(served)
    Certificate.objects.update(code="01AB23CD45EF")
    issued.refresh_from_db()
    assert certificates.find(typed.format(issued.code, "oiab-23cd-45ef", "O1AB 23CD 45EF")) == issued


def test_a_name_is_only_compared(served):
    issued = issue(served)
    assert [certificates.is_name_of(issued, name) for name in ("孙丽", "孙 丽", "孙莉", "孙")] == [
        True,
        True,
        False,
        False,
    ]


def test_the_paper_is_for_who_may_issue_it(served, cast):
    issued = issue(served)
    allowed = {
        user.name
        for user in (served.leader, served.other_leader, cast.clerk, cast.official, cast.auditor)
        if certificates.can_print(issued, by=user)
    }
    assert allowed == {"赵敏", "李文兰"}
