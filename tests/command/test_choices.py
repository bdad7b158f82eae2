"""A division code says of which divisions it is a part."""

from command.choices import AreaRank

GRID = "130682104203X01"


def test_a_code_holds_the_codes_of_all_divisions_above_it():
    assert [rank.of(GRID) for rank in AreaRank] == ["130682", "130682104", "130682104203", GRID]


def test_a_code_of_a_higher_step_stays_as_it_is():
    assert AreaRank.VILLAGE.of("130682104") == "130682104"
