"""What a cell may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.imports.cleaners import Bad, Choice, Code, Lookup, Number, Options, Text, Tidied
from core.imports.contacts import Day, Phone

LOOKUPS = {"units": Lookup({"市公安局": 1, "市教育局": 2}, {"公安局": "市公安局"})}
CLEANERS = [
    Text(20),
    Code(20),
    Code(9, pattern=r"[0-9]{6}"),
    Number(),
    Number(0, 10, whole=True),
    Phone(),
    Day(),
    Choice("units"),
    Options(words={"是": True, "否": False}),
]


def clean(cleaner, cell):
    fast, slow = cleaner.bind(LOOKUPS)
    value = fast(cell)
    return slow(cell) if value is None else value


@pytest.mark.parametrize(
    ("cleaner", "cell", "value"),
    [
        (Text(), "东街", "东街"),
        (Text(), 12345.0, "12345"),
        (Text(), "-5", "-5"),
        (Text(), "  ", None),
        (Code(), "DZ-1", "DZ-1"),
        (Code(), 12345.0, "12345"),
        (Number(), 114.5, 114.5),
        (Number(), "114.5", 114.5),
        (Number(whole=True), 3.0, 3),
        (Phone(), "13800008134", "13800008134"),
        (Phone(), 13800008134.0, "13800008134"),
        (Phone(), "0312-2351234", "0312-2351234"),
        (Day(), "2026-11-23 00:00:00", "2026-11-23"),
        (Choice("units"), "市教育局", 2),
        (Options(words={"否": False}), "否", False),
    ],
)
def test_a_good_cell_is_taken_as_it_is(cleaner, cell, value):
    assert clean(cleaner, cell) == value


@pytest.mark.parametrize(
    ("cleaner", "cell", "value"),
    [
        (Text(), " 东街\u3000", "东街"),
        (Text(), "东\n街", "东 街"),
        (Text(), "东\u200b街", "东街"),
        (Code(), "ＤＺ０１", "DZ01"),
        (Number(), "1,234", 1234.0),
        (Number(), "１１４．５", 114.5),
        (Phone(), "１３８００００６５３６", "13800006536"),
        (Phone(), "+86 138-0000-6536", "13800006536"),
        (Phone(), "（0312）2351234", "0312-2351234"),
        (Phone(), "01065123456", "010-65123456"),
        (Day(), "2026年1月5日", "2026-01-05"),
        (Day(), "2026.11.23", "2026-11-23"),
        (Day(), "20261123", "2026-11-23"),
        (Day(), 46349.0, "2026-11-23"),
        (Choice("units"), "公安局", 1),
        (Choice("units"), " 市公安局 ", 1),
    ],
)
def test_an_untidy_cell_is_tidied_and_told(cleaner, cell, value):
    tidied = clean(cleaner, cell)
    assert (tidied.__class__, tidied.value) == (Tidied, value)


@pytest.mark.parametrize(
    ("cleaner", "cell"),
    [
        (Text(3), "四个字了"),
        (Text(), "=1+1"),
        (Text(), "@SUM(A1)"),
        (Text(), "+cmd|x"),
        (Text(), "a\x0bb"),
        (Text(), "a\u202eb"),
        (Code(), "=A1"),
        (Number(), "东经114度"),
        (Number(), "nan"),
        (Number(), True),
        (Number(0, 10), 11.0),
        (Number(whole=True), 1.5),
        (Phone(), "12345"),
        (Phone(), "2351234"),
        (Phone(), "13800008134、13800008135"),
        (Day(), "2026-13-01"),
        (Day(), "昨天"),
        (Choice("units"), "无此单位"),
    ],
)
def test_a_bad_cell_is_refused(cleaner, cell):
    with pytest.raises(Bad):
        clean(cleaner, cell)


def test_an_unknown_name_is_answered_with_the_nearest(settings):
    with pytest.raises(Bad, match="市公安局"):
        clean(Choice("units"), "市公安分局")


@pytest.mark.parametrize("cleaner", CLEANERS, ids=repr)
@given(cell=st.text(max_size=30) | st.floats() | st.booleans() | st.integers())
def test_no_cell_breaks_a_cleaner(cleaner, cell):
    try:
        value = clean(cleaner, cell)
    except Bad as bad:
        assert str(bad)
    else:
        assert value is None or isinstance(value, Tidied | str | float | int | bool)


@given(cell=st.text(max_size=40))
def test_cleaned_text_stays_as_it_is_when_cleaned_again(cell):
    try:
        value = clean(Text(40), cell)
    except Bad:
        return
    text = value.value if isinstance(value, Tidied) else value
    assert text is None or clean(Text(40), text) == text
