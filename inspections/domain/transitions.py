"""The life of a ticket as one literal table, and the pure function that takes a step in it.

Read a row of :data:`TABLE` aloud: *a ticket in this state, on this verb, becomes …; … may do it; if …; with ….*
Nothing here reads or writes tickets in the database: :mod:`inspections.domain.tickets` locks, calls
:func:`decide` and saves; the demonstration city calls it on tickets in memory and saves them in bulk.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from command.models import User
from core.errors import passes
from inspections.choices import Source, TicketState, Verb
from inspections.domain import effects
from inspections.domain.acts import Act
from inspections.domain.rules import (
    AFTER_PHOTO,
    AMOUNT,
    ANY_SOURCE,
    ANYBODY_CONCERNED,
    ASKED,
    BEFORE_PHOTO,
    CHECKER,
    COLLEAGUE,
    CONFIRMED,
    DESCRIPTION,
    FINDERS,
    LIMIT,
    NOT_ASKED,
    NOTE_OR_PHOTO,
    OFFICE,
    OTHER_UNIT,
    REASON,
    RESPONSIBLE_UNIT,
    SUPERVISORS,
    TARGET,
    UNCONFIRMED,
    UNIT,
    Guard,
    Need,
    Who,
)
from inspections.errors import TransitionRefused
from inspections.models import Ticket, TicketEvent


@dataclass(frozen=True)
class Rule:
    """One row of the table: the next state, who may, on what condition, with what."""

    to: TicketState
    who: Who
    needs: tuple[Need, ...] = ()
    guard: Guard | None = None


S, V = TicketState, Verb

# How a ticket begins. Only a patrol's own finding and a superior's order are registered directly; every
# other source is confirmed on site first (桂林 指挥手册: 巡查发现直接立案, 举报先核实, 上级批件登记派遣).
BEGINNINGS: dict[tuple[Verb, Source], Rule] = {
    (V.REPORT, Source.PATROL): Rule(S.REGISTERED, FINDERS, (DESCRIPTION,)),
    (V.REPORT, Source.SUPERIOR): Rule(S.REGISTERED, OFFICE, (DESCRIPTION,)),
    (V.REPORT, Source.VIDEO): Rule(S.REPORTED, ANY_SOURCE, (DESCRIPTION,)),
    (V.REPORT, Source.MEDIA): Rule(S.REPORTED, ANY_SOURCE, (DESCRIPTION,)),
    (V.REPORT, Source.CITIZEN): Rule(S.REPORTED, ANY_SOURCE, (DESCRIPTION,)),
    (V.REPORT, Source.HOTLINE): Rule(S.REPORTED, ANY_SOURCE, (DESCRIPTION,)),
    (V.REPORT, Source.VISIT): Rule(S.REPORTED, ANY_SOURCE, (DESCRIPTION,)),
    (V.CLOSE_ON_THE_SPOT, Source.PATROL): Rule(S.CLOSED, FINDERS, (DESCRIPTION, BEFORE_PHOTO, AFTER_PHOTO)),
}

TABLE: dict[tuple[TicketState, Verb], Rule] = {
    # 待核实: somebody goes and looks; then the office registers it, or does not.
    (S.REPORTED, V.CONFIRM): Rule(S.REPORTED, SUPERVISORS, guard=UNCONFIRMED),
    (S.REPORTED, V.REGISTER): Rule(S.REGISTERED, OFFICE, guard=CONFIRMED),
    (S.REPORTED, V.REJECT): Rule(S.REJECTED, OFFICE, (REASON,)),
    (S.REPORTED, V.MERGE): Rule(S.VOIDED, OFFICE, (TARGET,)),
    (S.REPORTED, V.ATTACH): Rule(S.REPORTED, ANYBODY_CONCERNED, (NOTE_OR_PHOTO,)),
    # 待派遣: the office chooses the unit and the limit.
    (S.REGISTERED, V.DISPATCH): Rule(S.DISPATCHED, OFFICE, (RESPONSIBLE_UNIT, LIMIT)),
    (S.REGISTERED, V.VOID): Rule(S.VOIDED, OFFICE, (REASON,)),
    (S.REGISTERED, V.MERGE): Rule(S.VOIDED, OFFICE, (TARGET,)),
    (S.REGISTERED, V.ATTACH): Rule(S.REGISTERED, ANYBODY_CONCERNED, (NOTE_OR_PHOTO,)),
    # 待处置: the clock runs, nobody has taken it up yet.
    (S.DISPATCHED, V.ACCEPT): Rule(S.HANDLING, UNIT),
    (S.DISPATCHED, V.HAND_OVER): Rule(S.DISPATCHED, UNIT, (COLLEAGUE,)),
    (S.DISPATCHED, V.RECTIFY): Rule(S.RECTIFIED, UNIT, (AFTER_PHOTO,)),
    (S.DISPATCHED, V.RETURN): Rule(S.REGISTERED, UNIT, (REASON,)),
    (S.DISPATCHED, V.TRANSFER): Rule(S.DISPATCHED, OFFICE, (RESPONSIBLE_UNIT, OTHER_UNIT, LIMIT, REASON)),
    (S.DISPATCHED, V.ASK_EXTENSION): Rule(S.DISPATCHED, UNIT, (AMOUNT, REASON), NOT_ASKED),
    (S.DISPATCHED, V.EXTEND): Rule(S.DISPATCHED, OFFICE, (AMOUNT,)),
    (S.DISPATCHED, V.DECLINE_EXTENSION): Rule(S.DISPATCHED, OFFICE, (REASON,), ASKED),
    (S.DISPATCHED, V.SUSPEND): Rule(S.SUSPENDED, OFFICE, (REASON,)),
    (S.DISPATCHED, V.VOID): Rule(S.VOIDED, OFFICE, (REASON,)),
    (S.DISPATCHED, V.MERGE): Rule(S.VOIDED, OFFICE, (TARGET,)),
    (S.DISPATCHED, V.ATTACH): Rule(S.DISPATCHED, ANYBODY_CONCERNED, (NOTE_OR_PHOTO,)),
    # 处置中: the same, with a handler.
    (S.HANDLING, V.HAND_OVER): Rule(S.HANDLING, UNIT, (COLLEAGUE,)),
    (S.HANDLING, V.RECTIFY): Rule(S.RECTIFIED, UNIT, (AFTER_PHOTO,)),
    (S.HANDLING, V.RETURN): Rule(S.REGISTERED, UNIT, (REASON,)),
    (S.HANDLING, V.TRANSFER): Rule(S.DISPATCHED, OFFICE, (RESPONSIBLE_UNIT, OTHER_UNIT, LIMIT, REASON)),
    (S.HANDLING, V.ASK_EXTENSION): Rule(S.HANDLING, UNIT, (AMOUNT, REASON), NOT_ASKED),
    (S.HANDLING, V.EXTEND): Rule(S.HANDLING, OFFICE, (AMOUNT,)),
    (S.HANDLING, V.DECLINE_EXTENSION): Rule(S.HANDLING, OFFICE, (REASON,), ASKED),
    (S.HANDLING, V.SUSPEND): Rule(S.SUSPENDED, OFFICE, (REASON,)),
    (S.HANDLING, V.VOID): Rule(S.VOIDED, OFFICE, (REASON,)),
    (S.HANDLING, V.MERGE): Rule(S.VOIDED, OFFICE, (TARGET,)),
    (S.HANDLING, V.ATTACH): Rule(S.HANDLING, ANYBODY_CONCERNED, (NOTE_OR_PHOTO,)),
    # 待核查: the handler's clock stands until somebody else has looked.
    (S.RECTIFIED, V.CLOSE): Rule(S.CLOSED, CHECKER),
    (S.RECTIFIED, V.REWORK): Rule(S.HANDLING, CHECKER, (REASON,)),
    (S.RECTIFIED, V.MERGE): Rule(S.VOIDED, OFFICE, (TARGET,)),
    (S.RECTIFIED, V.ATTACH): Rule(S.RECTIFIED, ANYBODY_CONCERNED, (NOTE_OR_PHOTO,)),
    # 缓办: the clock stands until the office lets it run on; the unit then takes the ticket up again.
    (S.SUSPENDED, V.RESUME): Rule(S.DISPATCHED, OFFICE),
    (S.SUSPENDED, V.VOID): Rule(S.VOIDED, OFFICE, (REASON,)),
    (S.SUSPENDED, V.MERGE): Rule(S.VOIDED, OFFICE, (TARGET,)),
    (S.SUSPENDED, V.ATTACH): Rule(S.SUSPENDED, ANYBODY_CONCERNED, (NOTE_OR_PHOTO,)),
    # 已销号: it stays closed; the problem that is back becomes a new ticket, a relapse of this one.
    (S.CLOSED, V.REOPEN): Rule(S.CLOSED, FINDERS, (DESCRIPTION,)),
}


def rule_for(ticket: Ticket, verb: Verb) -> Rule:
    """Return the row of the table for ``ticket``, which is new while its state is empty.

    ``TransitionRefused`` where the table has none.
    """
    if not ticket.state:
        rule = BEGINNINGS.get((verb, Source(ticket.source)))
    else:
        rule = TABLE.get((TicketState(ticket.state), verb))
    if rule is None:
        state = TicketState(ticket.state).label if ticket.state else _("new")
        words = {"state": state, "verb": Verb(verb).label}
        raise TransitionRefused(_("A ticket that is “%(state)s” cannot be “%(verb)s”.") % words)
    return rule


def check(verb: Verb, ticket: Ticket, user: User | None) -> Rule:
    """Return the rule by which ``user`` may do ``verb`` to ``ticket`` now.

    ``TransitionRefused`` where state or guard do not allow it, ``NotAllowed`` where the person may not.
    What must be handed in with the verb is not asked here.
    """
    rule = rule_for(ticket, verb)
    rule.who.check(ticket, user)
    if rule.guard:
        rule.guard.check(ticket)
    return rule


def can(verb: Verb, ticket: Ticket, user: User | None) -> bool:
    """Answer what :func:`check` would raise about."""
    return passes(check, verb, ticket, user)


def allowed_verbs(ticket: Ticket, user: User | None) -> list[Verb]:
    """Return the verbs that ``user`` may do to ``ticket`` now, in the order of :class:`Verb`."""
    return [verb for verb in Verb if can(verb, ticket, user)]


def decide(ticket: Ticket, act: Act) -> TicketEvent:
    """Carry out ``act`` on the in-memory ``ticket`` and return the unsaved event that tells it.

    Raises what :func:`check` raises, and the error of whatever is missing; the ticket is then unchanged.
    The caller saves both, or neither.
    """
    rule = check(act.verb, ticket, act.by)
    for need in rule.needs:
        need.check(ticket, act)
    from_state, data = ticket.state, effects.apply(ticket, act)
    ticket.state = rule.to
    ticket.version += 1
    return TicketEvent(
        ticket=ticket,
        verb=act.verb,
        from_state=from_state,
        to_state=rule.to,
        at=act.at,
        actor=act.by,
        department_id=act.by.department_id if act.by else None,
        note=act.note.strip(),
        data=data,
    )
