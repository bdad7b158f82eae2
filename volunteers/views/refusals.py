"""What a page answers when the domain refuses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from core.errors import DomainError
from core.views.errors import conflict
from inspections.errors import NotAllowed
from volunteers.errors import NotYours

View = Callable[..., HttpResponseBase]


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Answer 409 with the sentence of ``error``; ``PermissionDenied`` where it is about the person."""
    if isinstance(error, NotYours | NotAllowed):
        raise PermissionDenied(str(error)) from error
    return conflict(request, str(error))


def tells_refusals(view: View) -> View:
    """Let a view answer as :func:`refused` whatever of the domain's refusals it does not answer itself."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except DomainError as error:
            return refused(request, error)

    return answered
