"""The bench's table: what is judged, and how a missed bar looks."""

import pytest

from bench.context import Context
from bench.result import Result
from bench.table import line, number


@pytest.mark.parametrize(("ours", "bar", "holds"), [(3.0, 2.0, True), (6.1, 3.0, False), (6.1, None, True)])
def test_a_result_holds_when_its_ratio_keeps_the_bar(ours, bar, holds):
    assert Result.of("sweep", ours=ours, floor=2.0, bar=bar, unit="s").holds is holds


def test_a_missed_bar_is_bold():
    assert line(Result.of("sweep", ours=6.0, floor=2.0, bar=2.0, unit="s", note="why")) == (
        "| sweep | 6 | 2 | s | **3** | ≤ 2 | why |"
    )


@pytest.mark.parametrize(("value", "text"), [(0.01234, "0.0123"), (12.345, "12.3"), (123456.7, "123,457")])
def test_a_number_has_three_digits(value, text):
    assert number(value) == text


@pytest.mark.parametrize(("quick", "size"), [(False, 100_000), (True, 5_000)])
def test_a_quick_run_is_a_twentieth(tmp_path, quick, size):
    assert Context(tmp_path, quick).size(100_000) == size
