"""No address answers an error of its own, whatever stands in it or is sent to it."""

import json

import pytest
from django.urls import reverse

from inspections.models import TicketPhoto
from tests.conventions.test_urls import API, PAGES, SAMPLE
from tests.inspections.photos import photo

# Every name that some page reads from the query of its address.
NAMES = (
    "period since until department area category own point q state source overdue relapse rework due handler answered "
    "finder fired tab page before topic unread seen theme do amount clock acting kind type unseen day week text"
)
JUNK = ["\x00", "9" * 30, "NaN", "0001-01-01", "9999-12-31", "\r\nSet-Cookie: a=b", "x" * 5000]
PERIODS = [("0001-01-01", "0001-01-02"), ("9999-12-31", "9999-12-31"), ("0001-01-01", "9999-12-31")]
QUERIES = [dict.fromkeys(NAMES.split(), junk) for junk in JUNK] + [
    {"period": "custom", "since": first, "until": last} for first, last in PERIODS
]
READ = [pattern for pattern in PAGES if pattern.name not in ("readyz", "set-language")]


def address(pattern, text: str) -> str:
    kinds = {name: type(kind).__name__ for name, kind in pattern.pattern.converters.items()}
    return reverse(
        pattern.name,
        kwargs={name: text if kind == "StringConverter" else SAMPLE[kind] for name, kind in kinds.items()},
    )


def status(client, path: str, query: dict[str, str]) -> int:
    answer = client.get(path, query)
    answer.getvalue()
    return answer.status_code


@pytest.mark.parametrize("pattern", READ, ids=lambda p: p.name)
def test_junk_in_an_address_is_no_error(client, cast, category, pattern):
    client.force_login(cast.clerk)
    # "open" is a figure, the others are nothing.
    asked = [(address(pattern, "open"), query) for query in QUERIES]
    asked += [(address(pattern, text), {}) for text in ("\x00", "x" * 3000)]
    assert [(path, query) for path, query in asked if status(client, path, query) >= 500] == []


NULL = "a\x00b"
# What some form or body of the API is read for.
SENT = (
    "point area place category description photos attach_to anyway draft source longitude latitude waited note "
    "keep ticket verb name sharing page query on until next language theme day password username department limit "
    "amount clock person into settle title file datum headcount minutes reason url secret kind scopes days"
)


@pytest.mark.parametrize("pattern", PAGES, ids=lambda p: p.name)
def test_a_query_or_a_form_with_nul_is_refused_in_words(client, cast, category, pattern):
    client.force_login(cast.clerk)
    path = address(pattern, "open")
    answers = [client.get(path, {"x": NULL}), client.post(path, {"x": NULL}), client.post(path, {NULL: "x"})]
    assert [(a.status_code, "空字符" in a.content.decode()) for a in answers] == [(400, True)] * 3


@pytest.mark.parametrize("pattern", API, ids=lambda p: p.name)
def test_nul_in_what_a_program_sends_is_no_error(api, cast, category, pattern):
    path, program = address(pattern, "open"), api(cast.clerk)
    body = dict.fromkeys(SENT.split(), NULL)
    answers = [
        program.get(path, {"q": NULL}),
        program.post(path, body),
        program.post(path, json.dumps(body), content_type="application/json"),
    ]
    assert (answers[0].status_code, answers[0].json()["code"]) == (400, "invalid")
    assert [a.status_code for a in answers if a.status_code >= 500] == []


def test_a_cookie_with_nul_is_none(client, api, cast):
    strange = {"cookie": 'sessionid="abcdefghijklmnop\\000"; language="\\000"'}
    answers = [client.get(path, headers=strange) for path in (reverse("queue"), reverse("api-tickets"))]
    assert [a.status_code for a in answers] == [302, 401]


def test_a_file_name_with_nul_is_kept_without_it(client, cast, city, category):
    client.force_login(cast.inspector)
    picture = photo("a\x00b.jpg")
    facts = {"point": city.market.code, "category": category.pk, "description": "垃圾", "photos": [picture]}
    client.post(reverse("ticket-new"), facts)
    assert list(TicketPhoto.objects.values_list("file_name", flat=True)) == ["ab.jpg"]
