"""Answers that the browser may hold already: sent under an entity tag, and not again while its copy is good."""

from collections.abc import Callable
from hashlib import sha256

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

TAG_LENGTH = 32


def tag_of(content: bytes) -> str:
    """Return the entity tag of a content, in its quotes."""
    return quote_etag(sha256(content).hexdigest()[:TAG_LENGTH])


def answer(request: HttpRequest, tag: str, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return what ``make`` makes, under its tag; 304, and nothing made, where the browser's copy is still good.

    A proxy that packs the answer makes the tag a weak one: it counts as the same.
    """
    response = get_conditional_response(request, etag=tag) or make()
    response.headers["ETag"] = tag
    return response
