"""Every address of the portal is closed to strangers, apart from a short list."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

SAMPLE = {
    "IntConverter": 1,
    "UUIDConverter": UUID(int=1),
    "StringConverter": "x",
    "SlugConverter": "x",
    "PathConverter": "x",
    "TicketNumberConverter": "20261123-0001",
}
# name → what a stranger gets there.
OPEN = {
    "login": 200,
    "logout": 405,
    "set-language": 302,
    "set-display": 405,
    "healthz": 200,
    "readyz": 503,
    # Opened by a secret in the address alone; without a right one they are shut.
    "screen-shared": 403,
    "screen-shared-data": 403,
    "screen-shared-outlines": 403,
    "own-page": 403,
    "own-certificate": 403,
    "recruiting": 200,
    "log-worker": 200,
    # Opened by the code on a poster; any other is refused in words.
    "check-in": 404,
    # Whoever holds a certificate may ask whether it is valid; its code opens the answer.
    "verify": 200,
    "verify-certificate": 404,
    # Certificates stand published, masked, and anybody may object.
    "published": 200,
    "published-certificate": 404,
}


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Yield the portal's own addresses; the admin guards its own."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        elif entry.namespace != "admin":
            yield from patterns(entry)


PATTERNS = list(patterns())
PAGES = [pattern for pattern in PATTERNS if not pattern.name.startswith("api-")]
API = [pattern for pattern in PATTERNS if pattern.name.startswith("api-")]


def address(pattern: URLPattern) -> str:
    sample = {name: SAMPLE[type(kind).__name__] for name, kind in pattern.pattern.converters.items()}
    return reverse(pattern.name, kwargs=sample)


def test_every_address_has_a_name_of_its_own():
    names = [pattern.name for pattern in PATTERNS]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("pattern", [p for p in PAGES if p.name not in OPEN], ids=lambda p: p.name)
def test_a_stranger_is_sent_to_the_log_in(db, client, pattern):
    wanted = address(pattern)
    answer = client.get(wanted)
    if answer.status_code == 405:
        answer = client.post(wanted)
    assert (answer.status_code, answer.headers.get("Location", "").partition("?")[0]) == (302, reverse("login"))


@pytest.mark.parametrize("pattern", API, ids=lambda p: p.name)
def test_a_strange_program_is_told_to_bring_a_token(db, client, pattern):
    answers = [client.get(address(pattern)), client.post(address(pattern))]
    assert [answer.status_code for answer in answers] == [401, 401]


@pytest.mark.parametrize("pattern", [p for p in PATTERNS if p.name in OPEN], ids=lambda p: p.name)
def test_an_open_address_answers_a_stranger(db, client, pattern):
    assert client.get(address(pattern)).status_code == OPEN[pattern.name]
