"""Pinyin initials."""

import pytest

from core.domain.pinyin import initials


@pytest.mark.parametrize(
    ("text", "letters"),
    [("北街农贸市场", "bjnmsc"), ("中山路（东段）", "zsldd"), ("5路公交", "5lgj"), ("KTV", "ktv"), ("", "")],
)
def test_initials_are_what_a_person_would_type(text, letters):
    assert initials(text) == letters


def test_initials_fit_their_column():
    assert initials("定" * 100) == "d" * 60
