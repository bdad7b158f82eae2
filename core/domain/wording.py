"""Numbers as officials write them: 3220多, 4.8万余, 20余万. Rounding goes down: it never exaggerates (design §5)."""

import re
from dataclasses import dataclass
from decimal import Decimal

Number = int | float | Decimal

WAN, YI = 10_000, 100_000_000
UNITS = {"": 1, "万": WAN, "亿": YI}
EXACT_BELOW = 1000
# The number of a sentence: digits, a hedge, the unit, a hedge; or 约 before it.
SAID = re.compile(r"(约?)(\d+(?:\.\d+)?)([多余]?)([万亿]?)([多余]?)")


def official(value: Number) -> str:
    """Return ``value``, not below nought, as prose has it: exact where that is short, else cut down and hedged.

    Below 1,000 it stays exact, decimals too. Up to 10,000 it is cut to tens (3227 → 3220多), up to 100,000 to
    tenths of 万 (48,312 → 4.8万余), up to 1亿 to whole 万 (200,481 → 20余万, 124,500 → 12万余), above to tenths
    of 亿. What the cut does not change keeps no hedge (4860, 2.7万).
    """
    exact = Decimal(str(value))
    if exact < EXACT_BELOW:
        return _plain(exact)
    if exact < WAN:
        tens = exact // 10 * 10
        return _plain(tens) + ("多" if exact > tens else "")
    if exact < 10 * WAN or exact >= YI:
        return _tenths(exact)
    return _whole(exact)


def about(value: Number) -> str:
    """Return a mean as prose has it: 约65, to the nearest whole, for a mean is neither above nor below."""
    return f"约{_nearest(value)}"


def _tenths(exact: Decimal) -> str:
    unit, name = (YI, "亿") if exact >= YI else (WAN, "万")
    cut = exact // (unit // 10) / 10
    return f"{_plain(cut)}{name}" + ("余" if exact > cut * unit else "")


def _whole(exact: Decimal) -> str:
    cut = exact // WAN
    if exact == cut * WAN:
        return f"{_plain(cut)}万"
    # 20余万 and 580余万: twenty-odd, five hundred and eighty-odd; 12万余: twelve and a bit.
    return f"{_plain(cut)}余万" if cut % 10 == 0 else f"{_plain(cut)}万余"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


def _nearest(value: Number) -> int:
    return int(Decimal(str(value)) + Decimal("0.5"))


@dataclass(frozen=True)
class Said:
    """A number as a sentence says it. It holds for what is not below ``value`` and less than ``step`` above.

    ``step`` is nought for a number said exactly; ``is_about``: for what is nearest to ``value`` (约65).
    """

    value: Decimal
    step: Decimal = Decimal(0)
    is_about: bool = False

    def holds_for(self, number: Number) -> bool:
        """Answer whether the sentence is right about ``number``."""
        exact = Decimal(str(number))
        if exact == self.value:
            return True
        if self.is_about:
            return _nearest(exact) == self.value
        return self.value < exact < self.value + self.step


def said(sentence: str, value: Number) -> Said:
    """Return how ``sentence`` says ``value``; a value that the sentence has in no figure was said exactly.

    With 多 or 余 the last digits that are nought are open: 3220多 is 3220 to 3229, 20余万 is 20万 to 30万.
    Without, a number in 万 is cut at the digits given: 4.8万 is 48,000 to 49,000. Anything else is exact.
    """
    wanted = Decimal(str(value))
    found = (_read(*match.groups()) for match in SAID.finditer(sentence))
    return next((each for each in found if each.value == wanted), Said(wanted))


def _read(before: str, digits: str, odd: str, unit: str, over: str) -> Said:
    number, size = Decimal(digits), Decimal(UNITS[unit])
    if before:
        return Said(number * size, is_about=True)
    if odd or over:
        return Said(number * size, _open_digits(digits) * size)
    return Said(number * size, _last_digit(digits) * size if unit else Decimal(0))


def _last_digit(digits: str) -> Decimal:
    """Return one in the last digit given: 0.1 of 4.8, 1 of 580."""
    return Decimal(1).scaleb(-len(digits.partition(".")[2]))


def _open_digits(digits: str) -> Decimal:
    """Return the step that 多 or 余 leaves open: 10 of 3220, 1000 of 5000, 0.1 of 2.9."""
    zeros = 0 if "." in digits else len(digits) - len(digits.rstrip("0"))
    return _last_digit(digits).scaleb(zeros)
