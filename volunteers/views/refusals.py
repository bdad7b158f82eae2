"""What a page answers when the domain refuses."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from core.errors import DomainError
from core.views.errors import conflict
from inspections.errors import NotAllowed
from volunteers.errors import NotYours


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Answer 409 with the sentence of ``error``; ``PermissionDenied`` where it is about the person."""
    if isinstance(error, NotYours | NotAllowed):
        raise PermissionDenied(str(error)) from error
    return conflict(request, str(error))
