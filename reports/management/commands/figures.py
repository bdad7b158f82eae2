"""``manage.py figures``: list the figures, or hold them against what an article says."""

import unicodedata
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.domain.figures import all_figures
from reports.domain.article import Held, Verdict, hold, read
from reports.errors import UnreadableArticle


class Command(BaseCommand):
    """List the registered figures, or check them."""

    help = (
        "Without options list the figures with their definitions. With --check print each row of a csv file "
        "(key, what the article says, value, unit) beside what the records come to, and fail where it differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", type=Path, metavar="FILE", help="hold the figures against this list")
        parser.add_argument("--only", default="", metavar="PREFIX", help="only the keys that begin so")

    def handle(self, *args: Any, **options: Any) -> None:
        prefix = options["only"]
        if options["check"] is None:
            self._print([_told(figure) for figure in all_figures() if figure.key.startswith(prefix)])
            return
        try:
            claims = [claim for claim in read(options["check"]) if claim.key.startswith(prefix)]
        except UnreadableArticle as error:
            raise CommandError(str(error)) from error
        self._check(hold(claims, at=timezone.now()))

    def _check(self, held: list[Held]) -> None:
        self._print([_headings(), *map(_line, held)])
        counts = {verdict: sum(each.verdict == verdict for each in held) for verdict in Verdict}
        self.stdout.write("  ".join(f"{verdict.label} {n}" for verdict, n in counts.items()))
        if counts[Verdict.DIFFERS]:
            raise CommandError(_("%(n)d figures differ from what the article says.") % {"n": counts[Verdict.DIFFERS]})

    def _print(self, rows: Iterable[Sequence[str]]) -> None:
        for line in aligned(list(rows)):
            self.stdout.write(line)


def _headings() -> tuple[str, ...]:
    return _("Key"), _("What the article says"), _("Value there"), _("Counted"), _("Official wording"), _("Verdict")


def _told(figure: Any) -> tuple[str, ...]:
    return figure.key, str(figure.name), str(figure.unit or "%"), str(figure.definition)


def _line(held: Held) -> tuple[str, ...]:
    claim, counted = held.claim, held.counted.text if held.counted else ""
    return claim.key, claim.sentence, f"{claim.value:,f}{claim.unit}", counted, held.official, str(held.verdict.label)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows with their columns under one another; a Chinese character is as wide as two others."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
