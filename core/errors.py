"""Errors that the domain raises. Each carries a sentence for the person in front of the page."""

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
