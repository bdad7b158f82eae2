"""Errors that the domain raises. Each carries a sentence for the person in front of the page."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """Something that the rules do not allow. ``str(error)`` is a sentence for the user."""

    message = _("This is not possible.")

    def __init__(self, message: Any = None, **details: Any) -> None:
        super().__init__(message or self.message)
        self.details = details

    def __str__(self) -> str:
        return str(self.args[0])


def passes(check: Callable[..., Any], *subject: Any, **facts: Any) -> bool:
    """Answer what a ``check_x`` decides, so that a button and its action never disagree: False where it refuses."""
    try:
        check(*subject, **facts)
    except DomainError:
        return False
    return True


class AppendOnly(DomainError):
    message = _("History cannot be changed or removed.")


class UnreadableList(DomainError):
    """An uploaded list that cannot be read."""

    message = _("This file cannot be read as a list.")


class UnmappedColumns(UnreadableList):
    """A list whose required columns are not all known. ``details["mapping"]`` is what was found."""

    message = _("Say which column of the file is which.")


class UnreadablePhoto(DomainError):
    """An uploaded file that is no usable photo."""

    message = _("This file is not a photo that can be read.")


class ImportRefused(DomainError):
    """A batch that cannot be applied or undone as asked."""

    message = _("This import cannot be carried out.")


class KeyUsedOtherwise(DomainError):
    """The key belongs to another request."""

    message = _("This idempotency key was used for another request.")


class LeaseLost(DomainError):
    """Another worker has taken the job over: this one must stop."""

    message = _("Another worker has taken this work over.")


class UnsafeAddress(DomainError):
    """An address that leads into the network."""

    message = _("Messages cannot be sent to this address: it leads into the network of the portal.")


class WrongAddress(DomainError):
    """A text that is no address."""

    message = _("This is no address of the form https://name/….")


class Unreachable(DomainError):
    """A call that brought no answer; its sentence says why."""

    message = _("The address cannot be reached.")


class NoSuchFigure(DomainError):
    """A key under which no app has registered a figure."""

    message = _("There is no such figure.")
