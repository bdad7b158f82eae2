"""What can be refused about accounts."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class TokenRefused(DomainError):
    """A token of the API that cannot be made, or touched, by this person."""

    message = _("This token is not yours.")
