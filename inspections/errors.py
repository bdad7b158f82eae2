"""What can be refused about a ticket. ``status`` is the HTTP status that the doors answer with."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class TicketError(DomainError):
    """A verb that cannot be carried out. Nothing has been stored."""

    status = 409


class NotAllowed(TicketError):
    """The person has not the role, or does not stand in the right relation to the ticket."""

    status = 403
    message = _("You may not do this.")


class TransitionRefused(TicketError):
    """The state of the ticket, or a rule about it, does not allow the verb."""

    message = _("The ticket is in a state that does not allow this.")


class StaleTicket(TicketError):
    """Somebody else has acted since the form was opened. ``events`` is what has happened since, oldest first."""

    message = _("Somebody has worked on this ticket since you opened it. Look at what has changed, then try again.")

    def __init__(self, message: Any = None, *, events: Any = ()) -> None:
        super().__init__(message)
        self.events = list(events)


class Incomplete(TicketError):
    """Something that the verb needs is missing."""

    status = 400
    message = _("Something is missing.")


class MissingReason(Incomplete):
    message = _("Give a reason.")


class MissingDescription(Incomplete):
    message = _("Describe the problem.")


class MissingPhoto(Incomplete):
    message = _("Add a photo.")


class MissingPlace(Incomplete):
    message = _("Choose a point, or at least an area.")


class MissingLimit(Incomplete):
    message = _("Choose a time limit.")


class WrongDepartment(TransitionRefused):
    message = _("A ticket cannot be dispatched to this department.")


class WrongColleague(TransitionRefused):
    """A person to whom a ticket cannot be handed inside its unit."""

    message = _("The ticket cannot be handed to this person.")


class WrongTarget(TransitionRefused):
    """A ticket that another one cannot be merged into."""

    message = _("A ticket cannot be merged into this one.")


class OtherAccount(TicketError):
    """A draft of one account sent by the session of another: two people at one laptop."""

    message = _("This draft belongs to another account. Log in as the one who wrote it.")


class PhotosMissing(TicketError):
    """Photos that a draft names and the portal does not hold (any more). ``details["missing"]`` are their keys."""

    message = _("Photos of this draft have not arrived yet.")


class SearchTooLong(DomainError):
    """More than anybody types to find something."""

    message = _("Search for at most 100 characters and 8 words.")
