"""What can be refused about a ticket. ``status`` is the HTTP status that the doors answer with."""

from collections.abc import Sequence
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


class KnownProblem(DomainError):
    """Such a problem is open at the point already. ``duplicates`` are the open tickets, oldest first."""

    message = _("Such a problem is open at this point already.")

    def __init__(self, duplicates: Sequence[Any]) -> None:
        super().__init__()
        self.duplicates = duplicates


class SearchTooLong(DomainError):
    """More than anybody types to find something."""

    def __init__(self, *, characters: int, words: int) -> None:
        most = {"characters": characters, "words": words}
        super().__init__(_("Search for at most %(characters)d characters and %(words)d words.") % most)


class ListTooLong(DomainError):
    """More points than one person visits on one day."""

    def __init__(self, most: int) -> None:
        super().__init__(_("A list of a day holds at most %(most)d points.") % {"most": most})


class FilterRefused(DomainError):
    """A filter that cannot be kept."""

    message = _("Give it a name that you have not used yet.")
