"""Finding points and tickets by the few letters that a person types."""

import json
import re
from dataclasses import dataclass
from typing import Any, cast

from django.db import connection
from django.db.models import Case, IntegerField, Lookup, Q, QuerySet, TextField, Value, When

from inspections.domain.texts import fold
from inspections.errors import SearchTooLong
from inspections.models import Point, Ticket, TicketText

# A text that fits more points than this names none of them.
MOST_POINTS = 500
# Characters and words of a search.
LONGEST, MOST_WORDS = 100, 8
# So many tickets are named one by one.
FEW = 3000
# Characters of which the index knows where they stand together; how far statistics may err.
PAIR, CERTAINLY = 2, 2


def points(rows: QuerySet[Point], text: str) -> QuerySet[Point]:
    """Return the points whose code begins with ``text``, whose name holds it, or whose initials hold it."""
    text = text.strip()
    if not text:
        return rows
    return rows.filter(Q(code__istartswith=text) | Q(name__icontains=text) | Q(pinyin__contains=text.lower()))


def best_points(rows: QuerySet[Point], text: str, *, limit: int) -> list[Point]:
    """Return the points that fit best: the very code first, then names and initials that begin so."""
    text = text.strip()
    rank = Case(
        When(code__iexact=text, then=Value(0)),
        When(name__startswith=text, then=Value(1)),
        When(pinyin__startswith=text.lower(), then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    found = points(rows, text).annotate(rank=rank).order_by("rank", "code")
    return list(found.select_related("area", "type")[:limit])


def point_named(rows: QuerySet[Point], text: str) -> Point | None:
    """Return the one point that ``text`` names: by its code, or by a name that no other has."""
    text = text.strip()
    found = list(rows.filter(Q(code__iexact=text) | Q(name=text))[:3])
    by_code = [point for point in found if point.code.lower() == text.lower()]
    if by_code or len(found) == 1:
        return (by_code or found)[0]
    return None


def words_of(text: str) -> list[str]:
    """Return the words of a search as they are compared; all of them must be found.

    ``SearchTooLong`` beyond ``LONGEST`` characters or ``MOST_WORDS`` words.
    """
    words = list(dict.fromkeys(fold(text).split())) if len(text) <= LONGEST else []
    if len(text) > LONGEST or len(words) > MOST_WORDS:
        raise SearchTooLong(characters=LONGEST, words=MOST_WORDS)
    return words


@dataclass(frozen=True)
class Found:
    """What a search came to: the tickets themselves where they are few, else only how to tell them."""

    condition: Q
    ids: list[int] | None

    @property
    def is_few(self) -> bool:
        return self.ids is not None

    def narrow(self, rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
        """Return those of ``rows`` that were found.

        What is found everywhere is read in the order of the list until a page is full, and never all of it.
        """
        return rows.filter(self.condition if self.ids is None else Q(pk__in=self.ids))


def find(text: str, *, only_open: bool = False) -> Found:
    """Find the tickets that hold every word of ``text`` in their number, place, description or notes, or whose
    point a word names by code, name or initials. Not bound to a row scope: the list that is narrowed is.

    ``only_open``: the list holds only open tickets, of which there are fewer. ``SearchTooLong`` as :func:`words_of`.
    """
    words = [(word, _named(word)) for word in words_of(text)]
    if not words:
        return Found(Q(), None)
    texts = TicketText.objects.filter(is_open=True) if only_open else TicketText.objects.all()
    holding = texts.filter(_each(words, "", "holds"))
    is_pair = len(words) == 1 and len(words[0][0]) == PAIR
    return Found(_each(words, "text__", "reads"), None if is_pair and _is_common(holding) else _if_few(holding))


def _is_common(texts: QuerySet[TicketText]) -> bool:
    """Answer whether the statistics of PostgreSQL alone say that these are far too many to be named one by one.

    Of a pair of characters they know it well, and its index is read to the end whatever the limit.
    """
    if connection.vendor != "postgresql":
        return False
    (plan,) = json.loads(texts.explain(format="json"))
    return plan["Plan"]["Plan Rows"] > CERTAINLY * FEW


def _if_few(texts: QuerySet[TicketText]) -> list[int] | None:
    ids = list(texts.values_list("pk", flat=True)[: FEW + 1])
    return ids if len(ids) <= FEW else None


def _named(word: str) -> list[int]:
    """Return the points that a word names."""
    ids = list(points(Point.objects.all(), word).values_list("pk", flat=True)[: MOST_POINTS + 1])
    return ids if len(ids) <= MOST_POINTS else []


def _each(words: list[tuple[str, list[int]]], path: str, lookup: str) -> Q:
    condition = Q()
    for word, ids in words:
        one = Q(**{f"{path}body__{lookup}": word})
        condition &= one | Q(**{f"{path}point__in": ids}) if ids else one
    return condition


@TextField.register_lookup
class Reads(Lookup):
    """``body__reads=word``: a folded word stands in the text; no sign in it means anything else."""

    lookup_name = "reads"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        body, given = self.process_lhs(compiler, connection)
        return f"{body} LIKE %s ESCAPE '\\'", [*given, like(str(self.rhs))]


@TextField.register_lookup
class Holds(Reads):
    """The same, where PostgreSQL narrows by the pairs of characters first (``grams``, see the model)."""

    lookup_name = "holds"

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        sql, given = self.as_sql(compiler, connection)
        grams = f"{compiler.quote_name_unless_alias(cast(Any, self.lhs).alias)}.grams"
        return f"({sql} AND {grams} @@ %s::tsquery)", [*given, pairs(str(self.rhs))]


def like(word: str) -> str:
    """Return the pattern of a text that holds ``word``."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", word) + "%"


def pairs(word: str) -> str:
    """Return the tsquery of the pairs of characters that cover ``word``; of one character, all that begin with it."""
    if len(word) == 1:
        return f"{_quoted(word)}:*"
    places = {*range(0, len(word) - 1, 2), len(word) - 2}
    return " & ".join(_quoted(word[place : place + 2]) for place in sorted(places))


def _quoted(lexeme: str) -> str:
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
