"""Errors of the API: every refusal is ``{"code": …, "detail": …}``, and more where there is more to tell."""

import re
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, ParseError, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from core.errors import DomainError, UnreadablePhoto

# What the sentence alone does not say about domain errors that carry no status of their own.
STATUS = {UnreadablePhoto: status.HTTP_422_UNPROCESSABLE_ENTITY}
HUMP = re.compile(r"(?<!^)(?=[A-Z])")


class Refusal(serializers.Serializer):
    """What every refusal says; beside it ``fields`` where something sent is wrong, ``events`` where
    somebody was faster, ``duplicates`` where the problem is known."""

    code = serializers.CharField()
    detail = serializers.CharField(help_text="A sentence for a person, in the language of the portal.")


class Conflict(APIException):
    """The request contradicts what the portal holds. ``more`` is added to the answer."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"
    default_detail = _("This contradicts what the portal holds.")

    def __init__(self, detail: Any = None, code: str | None = None, **more: Any) -> None:
        super().__init__(detail, code)
        self.more = more


class PreconditionFailed(Conflict):
    """The record has changed since the version that If-Match names."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "stale"
    default_detail = _("The record has changed since you read it.")


class TooLarge(APIException):
    """More than the portal takes into memory at once."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = _("This is more than the portal takes at once.")


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the answer to an error, or None for what is no refusal (a fault: the server says 500)."""
    if isinstance(error, DomainError):
        return Response({"code": code_of(error), "detail": str(error)}, status=status_of(error))
    if isinstance(error, SuspiciousOperation):
        # Django's own guards: too many fields or files.
        error = ParseError()
    response = exception_handler(error, context)
    if response is not None:
        response.data = _body(error, response)
    return response


def code_of(error: DomainError) -> str:
    """Return the name of a domain error as the API writes it: ``MissingPhoto`` is ``missing_photo``."""
    return HUMP.sub("_", type(error).__name__).lower()


def status_of(error: DomainError) -> int:
    """Return the HTTP status of a domain error; 409 where it names none."""
    return STATUS.get(type(error)) or getattr(error, "status", status.HTTP_409_CONFLICT)


def _body(error: Exception, response: Response) -> dict[str, Any]:
    if isinstance(error, ValidationError):
        return {"code": "invalid", "detail": str(_("Something is wrong with what was sent.")), "fields": error.detail}
    detail = getattr(error, "detail", None) or response.data["detail"]
    code = getattr(detail, "code", "error")
    return {"code": code, "detail": str(detail), **getattr(error, "more", {})}
