"""Where a search stands in a text, and so much of the text around it as a row of a list has room for."""

from collections.abc import Iterable
from functools import partial
from itertools import pairwise

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from inspections.domain import search, texts
from inspections.models import Ticket, TicketEvent

# Characters of a text in a row, and of them before the first word that was found.
MOST, BEFORE = 48, 12


def places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where the folded ``words`` stand in ``text``, from and to, in order, none within another."""
    folded, origin = _with_origin(text)
    found = []
    for word in words:
        start = folded.find(word)
        while start >= 0:
            found.append((origin[start], origin[start + len(word) - 1] + 1))
            start = folded.find(word, start + len(word))
    return _apart(sorted(found))


def _with_origin(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, the place of the one that it came from."""
    pieces = [(each, place) for place, character in enumerate(text) for each in texts.fold(character) or " "]
    return "".join(each for each, _place in pieces), [place for _each, place in pieces]


def _apart(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def marked(text: str, words: Iterable[str], most: int = MOST) -> SafeString:
    """Return no more than ``most`` characters of ``text``, around the first of ``words``, each word marked."""
    found = places(text, words)
    if not found:
        return format_html("{}{}", text[:most], "…" if most < len(text) else "")
    first = max(found[0][0] - BEFORE, 0) if found[0][1] > most else 0
    last = min(first + most, len(text))
    shown = [(max(start, first), min(end, last)) for start, end in found if start < last]
    ends = [first, *(place for pair in shown for place in pair), last]
    cuts = list(pairwise(ends))
    pieces = [_piece(text[start:end], place % 2 == 1) for place, (start, end) in enumerate(cuts)]
    middle = format_html_join("", "{}", ((each,) for each in pieces))
    return format_html("{}{}{}", "…" if first else "", middle, "…" if last < len(text) else "")


def _piece(text: str, is_found: bool) -> SafeString:
    return format_html("<mark>{}</mark>", text) if is_found else conditional_escape(text)


def with_marks(tickets: list[Ticket], text: str) -> list[Ticket]:
    """Give each ticket ``mark``, which marks the words of the search ``text``, and ``told``: the note in which they
    stand, where its number, place and description do not tell why it was found. One query, for the notes.
    """
    words = search.words_of(text)
    mark = partial(marked, words=words)
    untold = [each for each in tickets if not all(_tells(each, word) for word in words)]
    notes = _notes(untold, words)
    for each in tickets:
        each.mark = mark  # type: ignore[attr-defined]
        if note := notes.get(each.pk):
            each.told = format_html("{} {}", _("Note:"), mark(note))  # type: ignore[attr-defined]
    return tickets


def _tells(ticket: Ticket, word: str) -> bool:
    point = ticket.point.name if ticket.point else ""
    return any(word in texts.fold(text) for text in (ticket.number, ticket.place, ticket.description, point))


def _notes(tickets: list[Ticket], words: list[str]) -> dict[int, str]:
    """Return the newest note of each ticket in which one of the words stands."""
    if not tickets:
        return {}
    events = TicketEvent.objects.filter(ticket__in=[each.pk for each in tickets]).exclude(note="").order_by("id")
    told = events.values_list("ticket_id", "note")
    return {ticket: note for ticket, note in told if any(word in texts.fold(note) for word in words)}
