"""ID numbers of citizens (GB 11643-1999): 17 digits, of which eight are the day of birth, and a check character."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from operator import mul

from volunteers.choices import Sex
from volunteers.errors import NoSuchBirthday, NotEighteen, WrongCheckDigit

LENGTH = 18
WEIGHTS = tuple(pow(2, LENGTH - 1 - place, 11) for place in range(LENGTH - 1))
# The check character for each remainder (MOD 11-2, ISO 7064).
CHECKS = "10X98765432"
COMING_OF_AGE = 14


@dataclass(frozen=True)
class Identity:
    """What an ID number says."""

    number: str
    born: date
    sex: str

    def is_fourteen(self, on: date) -> bool:
        """Answer whether the fourteenth birthday is past: below it a person is not registered by name."""
        return (on.year - self.born.year, on.month, on.day) >= (COMING_OF_AGE, self.born.month, self.born.day)


def tidied(text: str) -> str:
    """Return what is typed without blanks and dashes, full-width characters folded, the X in capitals."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).upper()


def read(text: str) -> Identity:
    """Return what the number says.

    :class:`NotEighteen`, :class:`NoSuchBirthday` or :class:`WrongCheckDigit` where it is none.
    """
    number = tidied(text)
    digits = number[:-1]
    if len(number) != LENGTH or not (digits.isascii() and digits.isdigit()):
        raise NotEighteen
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as error:
        raise NoSuchBirthday from error
    if number[-1] != check_character(digits):
        raise WrongCheckDigit
    return Identity(number, born, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def check_character(digits: str) -> str:
    """Return the eighteenth character that belongs to seventeen digits."""
    return CHECKS[sum(map(mul, WEIGHTS, map(int, digits))) % 11]
