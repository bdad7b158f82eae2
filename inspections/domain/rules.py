"""The parts of which the transition table is made: who may, on what condition, and what must be handed in.

Each part carries its own words, for the generated diagram and for the sentence that refuses.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from command.choices import HANDLING_KINDS
from command.models import User
from core.choices import Clock
from inspections.choices import FINAL_STATES, PhotoRole, TicketState
from inspections.domain.acts import Act
from inspections.errors import (
    MissingDescription,
    MissingLimit,
    MissingPhoto,
    MissingReason,
    NotAllowed,
    TransitionRefused,
    WrongColleague,
    WrongDepartment,
    WrongTarget,
)
from inspections.models import Ticket

# Units of any clock. Beyond this it is a slip of the finger.
LONGEST = 999


# --- Who ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Relation:
    """How a person must stand to the ticket, beyond the permission."""

    words: str
    holds: Callable[[Ticket, User], bool]
    refusal: str | Promise


@dataclass(frozen=True)
class Who:
    """One of the permissions (codenames of ``inspections``), and a relation. ``or_system``: the portal itself too."""

    words: str
    permissions: tuple[str, ...]
    relation: Relation | None = None
    or_system: bool = False

    def check(self, ticket: Ticket, user: User | None) -> None:
        """Raise ``NotAllowed`` unless ``user`` (None: the portal itself) may."""
        if user is None:
            if not self.or_system:
                raise NotAllowed
            return
        if not any(user.has_perm(f"inspections.{codename}") for codename in self.permissions):
            raise NotAllowed(_("Your role does not allow this."))
        if self.relation and not self.relation.holds(ticket, user):
            raise NotAllowed(self.relation.refusal)


def _of_the_unit(ticket: Ticket, user: User) -> bool:
    return ticket.department_id is not None and user.department_id == ticket.department_id


def _independent(ticket: Ticket, user: User) -> bool:
    return user.pk != ticket.handler_id and not _of_the_unit(ticket, user)


def _concerned(ticket: Ticket, user: User) -> bool:
    """Whoever logs problems may add to any; a unit to its own; area staff to those of their area."""
    if user.has_perm("inspections.log_ticket") or _of_the_unit(ticket, user):
        return True
    return user.area is not None and ticket.area.code.startswith(user.area.code)


UNIT_ONLY = Relation("of the responsible unit", _of_the_unit, _("Only the responsible unit may do this."))
INDEPENDENT = Relation(
    "neither of the responsible unit nor the person who rectified",
    _independent,
    _("Whoever handled a problem cannot check it: somebody else must."),
)
CONCERNED = Relation("whom the ticket concerns", _concerned, _("This ticket does not concern you."))

OFFICE = Who("the office", ("register_ticket",))
FINDERS = Who("inspectors and the office", ("log_ticket",))
ANY_SOURCE = Who("inspectors, the office, or the portal itself", ("log_ticket",), or_system=True)
SUPERVISORS = Who("inspectors and the office", ("verify_ticket",))
CHECKER = Who("an inspector or the office", ("verify_ticket",), INDEPENDENT)
UNIT = Who("a handler", ("handle_ticket",), UNIT_ONLY)
ANYBODY_CONCERNED = Who("anybody", ("log_ticket", "handle_ticket"), CONCERNED)


# --- If -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Guard:
    """A condition on the ticket alone, so that a button can know it too."""

    words: str
    allows: Callable[[Ticket], bool]
    refusal: str | Promise

    def check(self, ticket: Ticket) -> None:
        if not self.allows(ticket):
            raise TransitionRefused(self.refusal)


CONFIRMED = Guard(
    "it has been confirmed on site",
    lambda ticket: ticket.confirmed_at is not None,
    _("It has to be confirmed on site before it is registered."),
)
UNCONFIRMED = Guard(
    "nobody has confirmed it yet",
    lambda ticket: ticket.confirmed_at is None,
    _("It has been confirmed on site already."),
)
ASKED = Guard(
    "an extension has been asked for",
    lambda ticket: ticket.extension_asked_at is not None,
    _("Nobody has asked for an extension."),
)
NOT_ASKED = Guard(
    "no extension has been asked for",
    lambda ticket: ticket.extension_asked_at is None,
    _("An extension has been asked for already and is not decided yet."),
)


# --- With -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Need:
    """Something that must come with the verb. ``check`` raises the error that names it."""

    words: str
    check: Callable[[Ticket, Act], None]


def _reason(ticket: Ticket, act: Act) -> None:
    if not act.note.strip():
        raise MissingReason


def _description(ticket: Ticket, act: Act) -> None:
    described = act.note if ticket.state else ticket.description
    if not described.strip():
        raise MissingDescription


def _before_photo(ticket: Ticket, act: Act) -> None:
    if not act.photos.get(PhotoRole.BEFORE):
        raise MissingPhoto(_("Add a photo of the problem as it was found."))


def _after_photo(ticket: Ticket, act: Act) -> None:
    if not act.photos.get(PhotoRole.AFTER):
        raise MissingPhoto(_("Add a photo that shows the place after the work."))


def _note_or_photo(ticket: Ticket, act: Act) -> None:
    if not act.note.strip() and not any(act.photos.values()):
        raise MissingReason(_("Write something or add a photo."))


def _limit(ticket: Ticket, act: Act) -> None:
    if not act.amount or act.amount < 1 or act.clock not in Clock.values:
        raise MissingLimit
    if act.amount > LONGEST:
        raise MissingLimit(_("A time limit has at most %(most)d units.") % {"most": LONGEST})


def _unit(ticket: Ticket, act: Act) -> None:
    unit = act.department
    if unit is None:
        raise WrongDepartment(_("Choose the responsible unit."))
    if unit.kind not in HANDLING_KINDS:
        raise WrongDepartment(_("“%(unit)s” handles no problems.") % {"unit": unit})
    if not unit.is_active(timezone.localdate(act.at)):
        raise WrongDepartment(_("“%(unit)s” is not in force on this day.") % {"unit": unit})


def _other_unit(ticket: Ticket, act: Act) -> None:
    if act.department is not None and act.department.pk == ticket.department_id:
        raise WrongDepartment(_("The ticket is with this unit already."))


def _colleague(ticket: Ticket, act: Act) -> None:
    person = act.person
    if person is None:
        raise WrongColleague(_("Choose a colleague."))
    if not (_of_the_unit(ticket, person) and person.has_perm("inspections.handle_ticket")):
        raise WrongColleague(_("“%(person)s” handles no problems of this unit.") % {"person": person})
    if person.pk == ticket.handler_id:
        raise WrongColleague(_("The ticket is with this person already."))


def _target(ticket: Ticket, act: Act) -> None:
    into = act.into
    if into is None or into.pk == ticket.pk:
        raise WrongTarget(_("Choose another ticket to merge this one into."))
    if into.state in FINAL_STATES:
        state = TicketState(into.state).label
        raise WrongTarget(
            _("%(number)s is “%(state)s”: nothing can be merged into it.") % {"number": into, "state": state}
        )


REASON = Need("a reason", _reason)
DESCRIPTION = Need("a description", _description)
BEFORE_PHOTO = Need("a photo before", _before_photo)
AFTER_PHOTO = Need("a photo after", _after_photo)
NOTE_OR_PHOTO = Need("a note or a photo", _note_or_photo)
LIMIT = Need("a time limit", _limit)
AMOUNT = Need("how much time", _limit)
RESPONSIBLE_UNIT = Need("a responsible unit", _unit)
COLLEAGUE = Need("another person of the unit", _colleague)
OTHER_UNIT = Need("other than the present one", _other_unit)
TARGET = Need("an open ticket to merge into", _target)
