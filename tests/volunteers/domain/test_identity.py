from datetime import date

import pytest

from volunteers.domain import identity
from volunteers.errors import NoSuchBirthday, NotEighteen, WrongCheckDigit

# The two examples that GB 11643-1999 prints.
WOMAN = "11010519491231002X"
MAN = "440524188001010014"


def test_the_numbers_printed_in_the_standard_are_read():
    assert identity.read(WOMAN) == identity.Identity(WOMAN, date(1949, 12, 31), "female")
    assert identity.read(MAN) == identity.Identity(MAN, date(1880, 1, 1), "male")


@pytest.mark.parametrize(
    "typed", ["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_a_number_is_tidied(typed):
    assert identity.read(typed).number == WOMAN


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", NotEighteen),
        ("1101051949123100", NotEighteen),
        ("1.10105194912310E+17", NotEighteen),
        ("11010519491231００2XX", NotEighteen),
        ("一一010519491231002X", NotEighteen),
        ("110105194912310021", WrongCheckDigit),
        ("11010519491321002X", NoSuchBirthday),
        ("11010519490229002X", NoSuchBirthday),
        # Two neighbours swapped, one digit mistyped.
        ("11010519491231020X", WrongCheckDigit),
        ("11010519491231003X", WrongCheckDigit),
    ],
)
def test_what_is_no_number_is_refused_by_its_fault(typed, error):
    with pytest.raises(error):
        identity.read(typed)


def test_every_single_mistyped_digit_is_noticed():
    wrong = [
        WOMAN[:place] + digit + WOMAN[place + 1 :]
        for place in range(17)
        for digit in "0123456789"
        if digit != WOMAN[place]
    ]
    assert {len(number) for number in wrong} == {18}
    assert [number for number in wrong if identity.check_character(number[:-1]) == "X"] == []


@pytest.mark.parametrize(("on", "allowed"), [(date(1963, 12, 30), False), (date(1963, 12, 31), True)])
def test_somebody_is_fourteen_on_the_birthday(on, allowed):
    assert identity.read(WOMAN).is_fourteen(on) is allowed
