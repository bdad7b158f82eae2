"""What a page answers when the domain refuses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from core.errors import DomainError
from core.views.errors import conflict
from inspections.errors import NotAllowed
from volunteers.errors import NotYours

View = Callable[..., HttpResponseBase]


def tells_refusals(view: View) -> View:
    """Let a view answer what of the domain's refusals it does not answer itself.

    ``PermissionDenied`` where the refusal is about the person, and 409 with its sentence otherwise.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (NotYours, NotAllowed) as error:
            raise PermissionDenied(str(error)) from error
        except DomainError as error:
            return conflict(request, str(error))

    return answered
