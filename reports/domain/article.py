"""Holding the figures against a list of what an article says: key, sentence, value, unit."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.domain import wording
from core.domain.figures import EVERYTHING, Figure, Scope, Value, get, measure
from core.errors import NoSuchFigure
from reports.errors import UnreadableArticle

SENTENCE = "what the article says"
COLUMNS = ("key", SENTENCE, "value", "unit")


class Verdict(models.TextChoices):
    """How what was counted stands to what the article says."""

    EXACT = "exact", _("exact")
    WORDING = "wording", _("ok as the article words it")
    DIFFERS = "differs", _("differs")
    UNKNOWN = "unknown", _("no such figure yet")


@dataclass(frozen=True)
class Claim:
    """One row of the list."""

    key: str
    sentence: str
    value: Decimal
    unit: str


@dataclass(frozen=True)
class Held:
    """A claim beside what was counted, None where nothing could be."""

    claim: Claim
    counted: Value | None
    verdict: Verdict

    @property
    def official(self) -> str:
        """What was counted, as prose has it."""
        if self.counted is None or self.counted.number is None:
            return ""
        return in_prose(self.counted.figure, self.counted.number)


def in_prose(figure: Figure, number: float) -> str:
    """Return a figure's number as prose has it: a rate cut to two decimals, a mean about, the others hedged."""
    if figure.is_rate:
        return f"{Decimal(str(number)) * 100 // Decimal('0.01') / 100}%"
    return wording.about(number) if figure.is_mean else wording.official(number)


def read(path: Path) -> list[Claim]:
    """Return the rows of a csv file in UTF-8; :class:`UnreadableArticle` says what is wrong with it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _claims(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = _("%(file)s cannot be read as a csv file in UTF-8: %(error)s")
        raise UnreadableArticle(message % {"file": path, "error": error}) from error


def _claims(rows: csv.DictReader) -> list[Claim]:
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or [])]
    if missing:
        raise UnreadableArticle(_("The file lacks the columns: %(names)s.") % {"names": ", ".join(missing)})
    return [Claim(row["key"], row[SENTENCE] or "", _value(row, rows.line_num), row["unit"] or "") for row in rows]


def _value(row: dict[str, str], line: int) -> Decimal:
    try:
        return Decimal(row["value"])
    except (InvalidOperation, TypeError) as error:
        message = _("Line %(line)d: “%(value)s” is not a number.")
        raise UnreadableArticle(message % {"line": line, "value": row["value"]}) from error


def hold(claims: Sequence[Claim], *, at: datetime) -> list[Held]:
    """Count what the claims are about, over everything so far, and judge each: two queries."""
    scope = Scope.until(at)
    known = [(figure, scope) for figure in _known(claims)]
    counted = {value.figure.key: value for value in measure(known, EVERYTHING)}
    return [Held(claim, counted.get(claim.key), _judged(claim, counted.get(claim.key))) for claim in claims]


def _known(claims: Iterable[Claim]) -> list[Figure]:
    found = []
    for claim in claims:
        try:
            found.append(get(claim.key))
        except NoSuchFigure:
            continue
    return found


def _judged(claim: Claim, counted: Value | None) -> Verdict:
    if counted is None:
        return Verdict.UNKNOWN
    if counted.number is None:
        return Verdict.DIFFERS
    number = Decimal(str(counted.number)) * (100 if counted.figure.is_rate else 1)
    if number == claim.value:
        return Verdict.EXACT
    return Verdict.WORDING if wording.said(claim.sentence, claim.value).holds_for(number) else Verdict.DIFFERS
