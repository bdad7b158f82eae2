"""What publicity does not allow. Each error is a sentence for the person in front of the page."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class NotYours(DomainError):
    """The person's role does not allow the act."""

    message = _("Your account may not do this.")


class AlreadyPublished(DomainError):
    message = _("This item is already published.")


class NotPublished(DomainError):
    message = _("This item is not published.")


class InTheFuture(DomainError):
    message = _("The date lies in the future.")


class BeforePublication(DomainError):
    message = _("This is before the item was published.")


class ChannelClosed(DomainError):
    message = _("The channel was not in use on that day.")


class WrongTimes(DomainError):
    message = _("An item is broadcast at least once.")


class WrongReads(DomainError):
    message = _("A number of readings cannot be below zero.")


class ReprintOfItself(DomainError):
    message = _("An item cannot be a reprint of itself.")
