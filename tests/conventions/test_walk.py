"""Each role walks through every link that it is offered: no dead end, no English, no page of somebody else."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings

from command.models import User
from tests.conventions.reading import WORD, Reader, english
from tests.inspections.busy import busy_city

__all__ = ["busy_city"]

ROLES = ["official", "clerk", "inspector", "handler", "area_staff", "administrator", "auditor", "outsider"]
# Pages of one kind are alike: so many of each are read.
OF_ONE_KIND = 4
MOST_PAGES = 150


def kind_of(address: str) -> str:
    """Return the address without what differs between pages of one kind."""
    parts = urlsplit(address)
    return re.sub(r"[\w-]*\d[\w-]*", "N", parts.path) + "?" + "&".join(sorted(re.findall(r"(\w+)=", parts.query)))


def walk(client, of_one_kind=OF_ONE_KIND) -> dict[str, tuple[int, str]]:
    """Return what was answered under each address that can be reached from the first page, by links alone."""
    seen: dict[str, tuple[int, str]] = {}
    kinds: dict[str, int] = {}
    waiting = ["/"]
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        kinds[kind_of(address)] = kinds.get(kind_of(address), 0) + 1
        if address in seen or kinds[kind_of(address)] > of_one_kind:
            continue
        answer = client.get(address)
        if answer.status_code == 302:
            # A photo that is not prepared yet leads to a drawing.
            waiting += [answer.url] if not answer.url.startswith(settings.STATIC_URL) else []
            continue
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        body = answer.getvalue()
        text = body.decode() if is_page else ""
        seen[address] = (answer.status_code, text)
        links = (urldefrag(urljoin(address, link)).url for link in Reader(text).links)
        waiting += [link for link in links if link.startswith("/") and not link.startswith(settings.STATIC_URL)]
    return seen


@pytest.mark.parametrize("role", ROLES)
def test_every_link_leads_to_a_page_in_chinese(busy_city, client, role):
    client.force_login(getattr(busy_city, role))
    pages = walk(client)
    names = frozenset(
        word.lower() for name in User.objects.values_list("username", flat=True) for word in WORD.findall(name)
    )
    assert {address: status for address, (status, _text) in pages.items() if status != 200} == {}
    spoken = {address: sorted(english(text, names=names)) for address, (_status, text) in pages.items()}
    assert {address: words for address, words in spoken.items() if words} == {}
