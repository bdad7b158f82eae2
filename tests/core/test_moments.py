from datetime import UTC, datetime

import pytest

from core.imports.cleaners import Bad, Tidied
from core.imports.moments import Moment, moment_of

_fast, clean = Moment().bind({})


@pytest.mark.parametrize("cell", ["2026-11-20 09:30", "2026-11-20 09:30:00"])
def test_a_time_is_the_citys_and_stored_in_utc(cell):
    assert clean(cell) == "2026-11-20 01:30:00"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("2026年11月20日9时30分", "2026-11-20 09:30"),
        ("2026.11.20 9:30", "2026-11-20 09:30"),
        ("２０２６-11-20 9点", "2026-11-20 09:00"),
        (46346.395833333336, "2026-11-20 09:30"),
    ],
)
def test_other_ways_of_writing_a_time_are_tidied(cell, shown):
    value = clean(cell)
    assert (type(value), value.shown) == (Tidied, shown)


def test_a_day_without_a_time_is_its_midnight():
    assert moment_of(clean("2026-11-20")) == datetime(2026, 11, 19, 16, tzinfo=UTC)


@pytest.mark.parametrize("cell", ["明天", "2026-13-01", "2026-11-20 25:00", "=NOW()", True])
def test_what_is_no_time_is_refused(cell):
    with pytest.raises(Bad):
        clean(cell)


def test_a_stored_time_is_shown_in_the_citys_clock():
    assert Moment().shown("2026-11-20 01:30:00", {}) == "2026-11-20 09:30"
