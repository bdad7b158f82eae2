from datetime import UTC, datetime, timedelta

from core.periods import Period
from tests.volunteers.conftest import NOW, activity, shift
from volunteers.domain import certificates, hours, own_record, shifts, taking_part
from volunteers.domain.own_record import Year
from volunteers.models import Activity, Attendance


def test_what_comes_is_what_the_own_teams_hold_now_and_within_two_weeks(teams):
    now = activity("HD0100", "正在进行", teams.north, starts_at=NOW - timedelta(hours=2))
    shown = activity("HD0101", "周日", teams.north, starts_at=NOW + timedelta(days=1))
    activity("HD0102", "别队", teams.east, starts_at=NOW + timedelta(days=1))
    activity("HD0103", "太远", teams.north, starts_at=NOW + timedelta(days=15))
    activity("HD0104", "取消", teams.north, starts_at=NOW + timedelta(days=2), cancelled_at=NOW)
    assert list(own_record.coming(teams.cadre, at=NOW)) == [now, shown]


def test_posts_say_what_is_mine_what_is_full_and_what_clashes(teams):
    held = activity("HD0101", "周日", teams.north, starts_at=NOW + timedelta(days=1))
    mine, full, late = (
        shift(held, "甲"),
        shift(held, "乙"),
        shift(held, "丙", starts_at=held.ends_at - timedelta(hours=1)),
    )
    shift(held, "丁", cancelled_at=NOW)
    early = shift(held, "戊", ends_at=held.ends_at - timedelta(hours=1))
    shifts.sign_up(late, teams.cadre, by=None, at=NOW)
    shifts.sign_up(full, teams.student, by=None, at=NOW)
    [shown] = own_record.coming(teams.cadre, at=NOW)
    told = {post: (post.mine, post.taken, post.clashes) for post in shown.posts}
    assert told == {
        mine: (False, 0, True),
        full: (False, 1, True),
        late: (True, 1, False),
        early: (False, 0, False),
    }


def test_what_was_served_leaves_out_cancelled_activities_and_other_people(teams):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60, teams.student: 30}, by=None, at=NOW)
    taking_part.record_attendance(teams.crossing, minutes={teams.cadre: 45}, by=None, at=NOW)
    assert own_record.years(teams.cadre) == [Year(2026, turns=2, minutes=105)]
    Activity.objects.filter(pk=teams.crossing.pk).update(cancelled_at=NOW)
    assert [row.activity for row in own_record.served(teams.cadre)] == [teams.cleaning]
    assert own_record.years(teams.cadre) == [Year(2026, turns=1, minutes=60)]


def test_a_year_begins_at_midnight_of_the_city(teams):
    # Midnight of the city is 16:00 UTC.
    for code, minute in (("HD0201", 59), ("HD0202", 60)):
        starts_at = datetime(2025, 12, 31, 15, tzinfo=UTC) + timedelta(minutes=minute)
        held = activity(code, "跨年值守", teams.north, starts_at=starts_at)
        taking_part.record_attendance(held, minutes={teams.cadre: minute}, by=None, at=NOW)
    assert own_record.years(teams.cadre) == [Year(2026, 1, 60), Year(2025, 1, 59)]


def test_a_correction_and_a_record_that_was_struck_out_are_told(teams):
    for held in (teams.cleaning, teams.crossing):
        taking_part.record_attendance(held, minutes={teams.cadre: 90}, by=None, at=NOW)
    rows = list(Attendance.objects.order_by("activity__code"))
    for row, minutes in zip(rows, (30, 0), strict=True):
        hours.correct(row, minutes=minutes, reason="核实", by=None, at=NOW)
    told = [(row.activity, row.before, row.after) for row in own_record.corrections(teams.cadre)]
    assert told == [(teams.crossing, 90, 0), (teams.cleaning, 90, 30)]
    assert [(row.activity, row.is_corrected) for row in own_record.served(teams.cadre)] == [(teams.cleaning, True)]
    assert list(own_record.corrections(teams.student)) == []


def test_what_was_certified_of_the_person_is_told_revoked_or_not(teams):
    for person in (teams.cadre, teams.student):
        taking_part.record_attendance(teams.cleaning, minutes={person: 90}, by=None, at=NOW)
    first, second, _other = [
        certificates.issue(issuer=teams.north, number=number, period=Period(NOW.date(), NOW.date()), by=None, at=NOW)
        for number in ("ZY0001", "ZY0001", "ZY0002")
    ]
    certificates.revoke(first, reason="重新出具", by=None, at=NOW)
    assert list(own_record.certificates_of(teams.cadre)) == [second, first]
