"""What the reports refuse, in sentences for people."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class BoundariesRefused(DomainError):
    message = _("The boundaries cannot be used.")
