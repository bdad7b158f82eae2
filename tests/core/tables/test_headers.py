"""Finding the header below titles, in one row or two."""

import pytest

from core.tables import find_header, normalise

KNOWN = {"编号", "名称", "经度", "街道(乡镇)"}


def test_a_header_below_titles_is_found():
    header = find_header([["点位清单", "", ""], ["单位：个", "", ""], ["编号", "名称", "其他"], ["1", "a", "b"]], KNOWN)
    assert (header.first_data_row, header.labels) == (4, ("编号", "名称", "其他"))


def test_two_merged_rows_are_one_header():
    header = find_header(
        [["编号", "区域", "", "坐标"], ["", "街道（乡镇）", "村", "经度"], ["1", "a", "b", 1.0]], KNOWN
    )
    assert (header.first_data_row, header.labels) == (3, ("编号", "街道（乡镇）", "村", "经度"))
    assert header.paths == ("编号", "区域/街道（乡镇）", "区域/村", "坐标/经度")


def test_a_header_that_nobody_knows_is_the_fullest_row():
    header = find_header([["标题", ""], ["甲", "乙"], ["1", ""]], KNOWN)
    assert (header.row, header.labels) == (2, ("甲", "乙"))


def test_a_header_over_blank_cells_is_not_joined_with_them():
    assert find_header([["编号", "名称"], ["1", ""]], KNOWN).height == 1


def test_an_empty_sheet_has_no_header():
    assert find_header([["", ""]], KNOWN) is None


@pytest.mark.parametrize("label", ["经 度", "经度*", "＊经度", "经度（必填）", " 经度：", "经\n度"])
def test_marks_and_blanks_do_not_matter(label):
    assert normalise(label) == "经度"
