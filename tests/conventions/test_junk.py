"""No address answers an error of its own, whatever stands in it."""

import pytest
from django.urls import reverse

from tests.conventions.test_urls import PAGES, SAMPLE

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
