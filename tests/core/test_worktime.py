"""Working time, by hand: the real 2026, with its lunch breaks, holidays and make-up Saturdays."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.choices import Clock
from core.worktime import (
    WORKING_CLOCKS,
    Calendar,
    DayKind,
    Special,
    account,
    add_minutes,
    close_of_business,
    deadline,
    is_workday,
    is_working_time,
    kind_of_day,
    minutes_between,
)
from tests.core.calendars import CALENDAR, SHANGHAI, on

U, H, D, N = Clock.URGENT_HOUR, Clock.WORK_HOUR, Clock.WORK_DAY, Clock.NATURAL_DAY


# --- What a day is --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2026-11-23", DayKind.WORKDAY),
        ("2026-11-22", DayKind.WEEKEND),
        ("2026-10-01", DayKind.HOLIDAY),
        ("2026-10-04", DayKind.HOLIDAY),
        ("2026-10-10", DayKind.MAKE_UP),
        ("2026-02-14", DayKind.MAKE_UP),
    ],
)
def test_a_day_is_of_the_kind_that_was_announced(day, kind):
    assert kind_of_day(CALENDAR, date.fromisoformat(day)) == kind


def test_a_working_weekday_that_is_named_specially_is_a_plain_working_day():
    calendar = Calendar({date(2026, 11, 23): Special(True, "全市大会")}, CALENDAR.periods)
    assert kind_of_day(calendar, date(2026, 11, 23)) == DayKind.WORKDAY


def test_the_golden_week_of_2026_has_four_working_days_before_and_six_after():
    days = [date(2026, 9, 28) + timedelta(days=n) for n in range(14)]
    assert [day.day for day in days if is_workday(CALENDAR, day)] == [28, 29, 30, 8, 9, 10]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23 08:29:59", False),
        ("2026-11-23 08:30", True),
        ("2026-11-23 11:59:59", True),
        ("2026-11-23 12:00", False),
        ("2026-11-23 13:59", False),
        ("2026-11-23 14:00", True),
        ("2026-11-23 18:00", False),
        ("2026-11-22 10:00", False),
        ("2026-10-05 10:00", False),
        ("2026-10-10 10:00", True),
    ],
)
def test_working_time_is_the_periods_of_working_days(moment, expected):
    assert is_working_time(CALENDAR, on(moment)) is expected


def test_working_time_is_that_of_the_city_whatever_zone_a_moment_is_given_in():
    assert is_working_time(CALENDAR, datetime(2026, 11, 23, 1, 0, tzinfo=UTC))


# --- Limits ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "amount", "clock", "due"),
    [
        # Urgent hours run day and night, through any holiday.
        ("2026-09-30 17:00", 24, U, "2026-10-01 17:00"),
        ("2026-11-23 23:30", 2, U, "2026-11-24 01:30"),
        # Working hours: over lunch, over night, over the week-end, over 国庆 (back on Thursday the 8th).
        ("2026-11-23 09:00", 2, H, "2026-11-23 11:00"),
        ("2026-11-23 10:00", 2, H, "2026-11-23 12:00"),
        ("2026-11-23 11:00", 2, H, "2026-11-23 15:00"),
        ("2026-11-23 12:30", 4, H, "2026-11-23 18:00"),
        ("2026-11-23 17:00", 2, H, "2026-11-24 09:30"),
        ("2026-11-23 20:00", 4, H, "2026-11-24 14:30"),
        ("2026-11-20 17:00", 4, H, "2026-11-23 11:30"),
        ("2026-09-30 17:00", 4, H, "2026-10-08 11:30"),
        # … into the make-up Saturday 10 October.
        ("2026-10-09 17:30", 1, H, "2026-10-10 09:00"),
        # Working days: the first does not count; close of business of the last.
        ("2026-11-23 09:00", 1, D, "2026-11-24 18:00"),
        ("2026-11-23 23:59", 1, D, "2026-11-24 18:00"),
        ("2026-11-20 09:00", 1, D, "2026-11-23 18:00"),
        ("2026-11-21 09:00", 1, D, "2026-11-23 18:00"),
        # Over 国庆: Thursday 8, Friday 9, make-up Saturday 10, then Monday 12.
        ("2026-09-30 10:00", 1, D, "2026-10-08 18:00"),
        ("2026-09-30 10:00", 3, D, "2026-10-10 18:00"),
        ("2026-09-30 10:00", 4, D, "2026-10-12 18:00"),
        # Over 春节: 13 February Friday, 14 made up, 15 to 23 off.
        ("2026-02-13 10:00", 1, D, "2026-02-14 18:00"),
        ("2026-02-13 10:00", 2, D, "2026-02-24 18:00"),
        ("2026-02-13 10:00", 6, D, "2026-02-28 18:00"),
        # Over 五一: 1 to 5 May off, 6 to 8 worked, Saturday 9 made up.
        ("2026-04-30 10:00", 4, D, "2026-05-09 18:00"),
        # Natural days: all count, but the last one moves out of a day of rest (民法典第二百零三条).
        ("2026-11-23 09:00", 3, N, "2026-11-26 18:00"),
        ("2026-11-20 09:00", 1, N, "2026-11-23 18:00"),
        ("2026-09-28 09:00", 5, N, "2026-10-08 18:00"),
        ("2026-10-08 09:00", 2, N, "2026-10-10 18:00"),
    ],
)
def test_a_limit_ends(start, amount, clock, due):
    assert deadline(CALENDAR, on(start), amount, clock) == on(due)


@pytest.mark.parametrize(
    ("due", "amount", "clock", "planned"),
    [
        ("2026-11-23 18:00", -2, H, "2026-11-23 16:00"),
        ("2026-11-23 14:30", -2, H, "2026-11-23 10:30"),
        ("2026-11-23 09:00", -2, H, "2026-11-20 16:30"),
        ("2026-10-08 09:30", -2, H, "2026-09-30 17:00"),
        ("2026-11-23 09:00", -2, U, "2026-11-23 07:00"),
        ("2026-11-24 18:00", -1, D, "2026-11-23 08:30"),
        ("2026-10-08 18:00", -1, D, "2026-09-30 08:30"),
        ("2026-10-12 18:00", -1, D, "2026-10-10 08:30"),
        ("2026-11-24 18:00", -2, N, "2026-11-20 08:30"),
    ],
)
def test_what_is_planned_before_a_deadline_counts_back(due, amount, clock, planned):
    assert deadline(CALENDAR, on(due), amount, clock) == on(planned)


def test_an_unknown_year_counts_plain_weekends():
    assert deadline(CALENDAR, on("2027-02-05 10:00"), 1, D) == on("2027-02-08 18:00")


def test_a_calendar_without_working_hours_is_refused():
    with pytest.raises(ValueError, match="at least one working period"):
        Calendar({}, ())


def test_overlapping_hours_count_once():
    calendar = Calendar({}, ((time(9), time(12)), (time(11), time(13)), (time(14), time(15))))
    assert calendar.periods == ((time(9), time(13)), (time(14), time(15)))
    assert calendar.minutes_a_day == 300


def test_the_usual_day_has_seven_and_a_half_hours():
    assert CALENDAR.minutes_a_day == 450


def test_close_of_business_of_a_day_of_rest_is_that_of_the_next_working_day():
    assert close_of_business(CALENDAR, on("2026-10-03 10:00")) == on("2026-10-08 18:00")
    assert close_of_business(CALENDAR, on("2026-11-23 23:00")) == on("2026-11-23 18:00")


# --- Counting -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "clock", "minutes"),
    [
        ("2026-11-23 11:00", "2026-11-23 15:00", H, 120),
        ("2026-11-23 11:00", "2026-11-23 15:00", D, 120),
        ("2026-11-23 11:00", "2026-11-23 15:00", U, 240),
        ("2026-11-20 17:00", "2026-11-23 09:00", H, 90),
        ("2026-11-20 17:00", "2026-11-23 09:00", N, 64 * 60),
        ("2026-09-30 08:30", "2026-10-10 18:00", H, 4 * 450),
        ("2026-10-01 00:00", "2026-10-08 00:00", H, 0),
        ("2026-11-23 10:00:00", "2026-11-23 10:00:59", H, 0),
        ("2026-11-23 15:00", "2026-11-23 11:00", H, -120),
    ],
)
def test_minutes_between(start, end, clock, minutes):
    assert minutes_between(CALENDAR, on(start), on(end), clock) == minutes


def test_nothing_left_at_night_means_the_next_opening():
    assert add_minutes(CALENDAR, on("2026-11-20 20:00"), 0, H) == on("2026-11-23 08:30")
    assert add_minutes(CALENDAR, on("2026-11-20 10:00"), 0, H) == on("2026-11-20 10:00")


def test_the_account_of_the_golden_week_names_every_day():
    rows = account(CALENDAR, on("2026-09-30 10:00"), on("2026-10-10 18:00"), D)
    assert [(row.date.day, row.kind, row.name, row.minutes, row.day) for row in rows] == [
        (30, DayKind.WORKDAY, "", 360, 0),
        *((day, DayKind.HOLIDAY, "国庆节", 0, None) for day in range(1, 8)),
        (8, DayKind.WORKDAY, "", 450, 1),
        (9, DayKind.WORKDAY, "", 450, 2),
        (10, DayKind.MAKE_UP, "国庆节调休上班", 450, 3),
    ]


def test_the_account_of_hours_numbers_no_days():
    rows = account(CALENDAR, on("2026-11-23 11:00"), on("2026-11-24 09:00"), H)
    assert [(row.minutes, row.day) for row in rows] == [(300, None), (30, None)]


def test_there_is_no_account_of_time_that_runs_backwards():
    assert account(CALENDAR, on("2026-11-24 11:00"), on("2026-11-23 09:00"), H) == []


# --- The version ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        {"special": {**CALENDAR.special, date(2026, 11, 24): Special(False, "停电")}},
        {"special": {**CALENDAR.special, date(2026, 10, 10): Special(False, "国庆节")}},
        {"periods": ((time(8), time(12)), (time(14), time(18)))},
        {"years": frozenset({2025, 2026, 2027})},
    ],
)
def test_the_version_changes_with_everything_that_counts(changed):
    facts = {"special": CALENDAR.special, "periods": CALENDAR.periods, "years": CALENDAR.years} | changed
    assert Calendar(**facts).version != CALENDAR.version


def test_the_version_does_not_depend_on_the_order_of_entry():
    backwards = dict(reversed(CALENDAR.special.items()))
    again = Calendar(backwards, tuple(reversed(CALENDAR.periods)), CALENDAR.years, SHANGHAI)
    assert again.version == CALENDAR.version
    assert len(again.version) == 16


# --- What always holds ----------------------------------------------------------------------

MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31), timezones=st.just(SHANGHAI))
CLOCKS = st.sampled_from(list(Clock))
WORKING = st.sampled_from(WORKING_CLOCKS)
AMOUNTS = st.integers(-40, 40)
MINUTES = st.integers(-6000, 6000)


def in_working_time(moment: datetime) -> bool:
    """Both edges of a period included: a limit may end with the last moment of a day."""
    day = moment.astimezone(SHANGHAI)
    return is_workday(CALENDAR, day.date()) and any(s <= day.time() <= e for s, e in CALENDAR.periods)


@given(MOMENTS, MOMENTS, AMOUNTS, CLOCKS)
def test_whoever_begins_later_is_due_no_earlier(one, other, amount, clock):
    early, late = sorted([one, other])
    assert deadline(CALENDAR, early, amount, clock) <= deadline(CALENDAR, late, amount, clock)


@given(MOMENTS, AMOUNTS, CLOCKS)
def test_a_larger_amount_is_due_no_earlier(start, amount, clock):
    assert deadline(CALENDAR, start, amount, clock) <= deadline(CALENDAR, start, amount + 1, clock)


@given(MOMENTS, AMOUNTS, st.sampled_from([H, D, N]))
def test_a_limit_never_ends_in_time_of_rest(start, amount, clock):
    assert in_working_time(deadline(CALENDAR, start, amount, clock))


@given(MOMENTS, MINUTES, WORKING)
def test_a_working_clock_never_stops_in_time_of_rest(start, minutes, clock):
    assert in_working_time(add_minutes(CALENDAR, start, minutes, clock))


@given(MOMENTS, MINUTES, CLOCKS)
def test_counting_undoes_adding(start, minutes, clock):
    assert minutes_between(CALENDAR, start, add_minutes(CALENDAR, start, minutes, clock), clock) == minutes


@given(MOMENTS, MOMENTS, CLOCKS)
def test_the_account_sums_to_the_count(one, other, clock):
    start, end = sorted([one, other])
    rows = account(CALENDAR, start, end, clock)
    assert sum(row.minutes for row in rows) == minutes_between(CALENDAR, start, end, clock)


@given(MOMENTS, MOMENTS, MOMENTS, CLOCKS)
def test_a_count_can_be_cut_anywhere_within_a_minute(one, two, three, clock):
    start, middle, end = sorted([one, two, three])
    parts = minutes_between(CALENDAR, start, middle, clock) + minutes_between(CALENDAR, middle, end, clock)
    assert minutes_between(CALENDAR, start, end, clock) - parts in (0, 1)
