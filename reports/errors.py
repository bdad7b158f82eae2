"""What the reports refuse, in sentences for people."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class BoundariesRefused(DomainError):
    message = _("The boundaries cannot be used.")


class UnreadableArticle(DomainError):
    """A list of figures that cannot be held against anything."""


class NotEmpty(DomainError):
    """The portal is in use: a demonstration would mix with what is true."""
