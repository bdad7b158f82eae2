from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import IntegrityError

from core.models import AuditEntry, Notice
from tests.volunteers.conftest import NOW, activity
from volunteers.domain import flags, hours, sanity, taking_part
from volunteers.errors import FlagAnswered, NoReason, NotYours, RecordsChanged
from volunteers.models import Activity, Attendance, FlagNote

LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def clash(teams):
    """孙丽 is recorded by two teams at once."""
    for held in (teams.cleaning, teams.crossing):
        taking_part.record_attendance(held, minutes={teams.cadre: 60}, by=None, at=NOW)
    return teams


def key_of(held):
    [flag] = sanity.find(Activity.objects.filter(pk=held.pk))
    return flag.key


def answer(held, key=None, reason="先在北城区，后赶到东亭镇", by=None, at=LATER):
    return flags.answer(held, key=key or key_of(held), reason=reason, by=by, at=at)


def told():
    return list(Notice.objects.order_by("pk").values_list("recipient__username", "subject", "body"))


def test_an_answer_is_kept_with_person_reason_and_time_and_nothing_else_changes(clash):
    before = list(Attendance.objects.order_by("pk").values())
    note = answer(clash.cleaning, by=clash.leader)
    assert FlagNote.objects.values_list("answered_by__name", "reason", "answered_at", "kind").get() == (
        "赵敏",
        "先在北城区，后赶到东亭镇",
        LATER,
        "overlap",
    )
    assert flags.answers(Activity.objects.all()) == {key_of(clash.cleaning): note}
    assert list(Attendance.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.get(action="flag.answered").data == {"flag": "overlap", "reason": note.reason}


def test_an_answer_asks_for_a_reason_and_for_the_own_activity(clash, cast):
    with pytest.raises(NoReason):
        answer(clash.cleaning, reason="  ", by=clash.leader)
    for stranger in (clash.other_leader, cast.official, cast.auditor, cast.handler):
        with pytest.raises(NotYours):
            answer(clash.cleaning, by=stranger)
    assert [flags.can_answer(clash.cleaning, by=who) for who in (clash.leader, cast.clerk)] == [True, True]
    assert FlagNote.objects.count() == 0


def test_what_was_answered_or_has_changed_cannot_be_answered_again(clash):
    key = key_of(clash.cleaning)
    answer(clash.cleaning)
    with pytest.raises(FlagAnswered):
        answer(clash.cleaning)
    hours.correct(Attendance.objects.get(activity=clash.crossing), minutes=0, reason="本人未到", by=None, at=LATER)
    with pytest.raises(RecordsChanged):
        answer(clash.cleaning, key=key)


def test_one_more_person_opens_the_question_again(clash):
    answer(clash.cleaning)
    for held in (clash.cleaning, clash.crossing):
        taking_part.record_attendance(held, minutes={clash.student: 60}, by=None, at=NOW)
    assert key_of(clash.cleaning) not in flags.answers(Activity.objects.all())


def test_no_answer_is_without_a_reason(clash):
    with pytest.raises(IntegrityError):
        FlagNote.objects.create(key="overlap-1-0-x", kind="overlap", activity=clash.cleaning, answered_at=NOW)


def test_each_leader_is_told_once_of_all_that_is_odd(clash):
    again = activity("HD0010", "又一项", clash.north)
    taking_part.record_attendance(again, minutes={clash.student: 700}, by=None, at=NOW)
    assert flags.tell(at=LATER) == 2
    assert told() == [
        ("leader", "您的队伍有 3 条记录存疑", "时间重叠 1；单日时长过长 1；时长超过活动 1"),
        ("leader2", "您的队伍有 1 条记录存疑", "时间重叠 1"),
    ]
    assert (flags.tell(at=LATER), Notice.objects.count()) == (0, 2)
    link = urlsplit(Notice.objects.first().link)
    assert (link.path, parse_qs(link.query)) == (
        "/volunteers/flags/",
        {"first": ["2026-11-21"], "last": ["2026-11-21"]},
    )


def test_the_organiser_of_the_earlier_record_is_told_of_what_clashes_with_it(clash):
    Attendance.objects.filter(activity=clash.cleaning).update(recorded_at=NOW - timedelta(days=9))
    assert flags.tell(at=LATER) == 2


def test_a_batch_of_thirty_late_lists_is_one_notice(teams):
    for number in range(30):
        held = activity(f"HD1{number:03d}", "补录", teams.north, starts_at=NOW - timedelta(days=9 + number))
        taking_part.record_attendance(held, minutes={teams.cadre: 60}, by=None, at=NOW)
    assert flags.tell(at=LATER) == 1
    assert told() == [("leader", "您的队伍有 30 条记录存疑", "补录过迟 30")]


def test_nobody_is_told_of_old_records_of_what_was_answered_or_of_what_nobody_leads(clash):
    assert flags.tell(at=NOW + timedelta(days=4)) == 0
    answer(clash.crossing)
    clash.leader.is_active = False
    clash.leader.save()
    assert (flags.tell(at=LATER), told()) == (0, [])


def test_figures_count_a_record_that_is_odd(clash):
    counted = [Attendance.objects.person_times(), Attendance.objects.people(), Attendance.objects.minutes()]
    flags.tell(at=LATER)
    answer(clash.cleaning)
    assert [Attendance.objects.person_times(), Attendance.objects.people(), Attendance.objects.minutes()] == counted
    assert counted == [2, 1, 120]
