"""Who is told what when rungs of the ladder fire: one notice for each person, rung and sweep."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from command.choices import Role
from command.models import User
from core.models import Notice
from inspections.choices import RungKind
from inspections.models import Escalation, EscalationRun, EscalationRung, Ticket

MARK = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")
HANDLING_ROLES = (Role.HANDLER, Role.AREA_STAFF)
# Addresses within the portal (the URLs ``ticket-detail``, ``work``, ``queue``, ``escalation-drafts``).
TICKET, WORK, QUEUE, DRAFTS = "/tickets/{number}/", "/work/", "/queue/", "/escalation/drafts/"


@dataclass(frozen=True)
class Share:
    """``tickets`` tickets of a responsible unit for which one rung fired; ``number`` names one of them."""

    rung_id: int
    department_id: int
    tickets: int
    number: str

    def __add__(self, other: "Share") -> "Share":
        return Share(self.rung_id, self.department_id, self.tickets + other.tickets, min(self.number, other.number))


def notices_of(shares: list[Share], *, run: EscalationRun, at: datetime) -> list[Notice]:
    """Return the unsaved notices of a run that fired ``shares``, in the portal's own language.

    The responsible unit's people hear of their own tickets, the office and the officials of all of them, each
    where the rung says so. The number of queries does not depend on how many they are.
    """
    rungs = EscalationRung.objects.in_bulk({share.rung_id for share in shares})
    handlers = _handlers({share.department_id for share in shares})
    offices, officials = list(_with_role(Role.OFFICE)), list(_with_role(Role.OFFICIAL))
    with override(settings.LANGUAGE_CODE):
        return [
            _notice(user_id, rung, share, run=run, at=at, own=own)
            for rung_id, parts in _by_rung(shares).items()
            for rung in [rungs[rung_id]]
            for user_id, (share, own) in _audience(rung, parts, handlers, offices, officials).items()
        ]


def _by_rung(shares: Iterable[Share]) -> dict[int, list[Share]]:
    groups: dict[int, list[Share]] = defaultdict(list)
    for share in shares:
        groups[share.rung_id].append(share)
    return groups


def _with_role(*roles: str) -> QuerySet[User, int]:
    people = User.objects.filter(is_active=True, groups__name__in=roles).order_by("pk").distinct()
    return people.values_list("pk", flat=True)


def _handlers(department_ids: set[int]) -> dict[int, list[int]]:
    """Return ids of the people who work for each of the departments."""
    people: dict[int, list[int]] = defaultdict(list)
    found = _with_role(*HANDLING_ROLES).filter(department_id__in=department_ids)
    for department_id, user_id in found.values_list("department_id", "pk"):
        people[department_id].append(user_id)
    return people


def _audience(
    rung: EscalationRung,
    shares: list[Share],
    handlers: dict[int, list[int]],
    offices: list[int],
    officials: list[int],
) -> dict[int, tuple[Share, bool]]:
    """Return for each person the tickets to be told of, and whether they are the own unit's."""
    audience: dict[int, tuple[Share, bool]] = {}
    if rung.tell_handlers:
        audience |= {user: (share, True) for share in shares for user in handlers.get(share.department_id, ())}
    overall = sum(shares[1:], shares[0])
    wide = offices * rung.tell_office + officials * rung.tell_officials
    return audience | dict.fromkeys(wide, (overall, False))


def _notice(user_id: int, rung: EscalationRung, share: Share, *, run: EscalationRun, at: datetime, own: bool) -> Notice:
    return Notice(
        recipient_id=user_id,
        kind=f"escalation.{rung.kind}",
        subject=_subject(rung, share, own=own),
        body=_("%(rung)s, sweep of %(at)s") % {"rung": rung.name, "at": f"{timezone.localtime(at):%Y-%m-%d %H:%M}"},
        link=_link(rung, share, run, own=own),
        created_at=at,
    )


def _subject(rung: EscalationRung, share: Share, *, own: bool) -> str:
    before, kind = rung.offset < 0, RungKind(rung.kind)
    if share.tickets == 1:
        return _ONE[kind, before and kind == RungKind.REMIND]() % {"number": share.number}
    many = _OWN if own else _ALL
    return many[kind, before and kind == RungKind.REMIND]() % {"count": share.tickets}


# Functions, so that the sentences are looked up in the language of the moment.
_ONE = {
    (RungKind.REMIND, True): lambda: _("Problem %(number)s will be due soon"),
    (RungKind.REMIND, False): lambda: _("Problem %(number)s is overdue"),
    (RungKind.SUPERVISE, False): lambda: _("Problem %(number)s is overdue and put down for supervision"),
    (RungKind.BULLETIN, False): lambda: _("Problem %(number)s is long overdue and a candidate for the bulletin"),
}
_OWN = {
    (RungKind.REMIND, True): lambda: _("%(count)d problems of your unit will be due soon"),
    (RungKind.REMIND, False): lambda: _("%(count)d problems of your unit are overdue"),
    (RungKind.SUPERVISE, False): lambda: _("%(count)d problems of your unit are overdue and put down for supervision"),
    (RungKind.BULLETIN, False): lambda: _(
        "%(count)d problems of your unit are long overdue and candidates for the bulletin"
    ),
}
_ALL = {
    (RungKind.REMIND, True): lambda: _("%(count)d problems will be due soon"),
    (RungKind.REMIND, False): lambda: _("%(count)d problems are overdue"),
    (RungKind.SUPERVISE, False): lambda: _("%(count)d overdue problems are put down for supervision"),
    (RungKind.BULLETIN, False): lambda: _("%(count)d overdue problems are candidates for the bulletin"),
}


def _link(rung: EscalationRung, share: Share, run: EscalationRun, *, own: bool) -> str:
    """Return the ticket, or the drafts that wait for the office, or the list of exactly those tickets."""
    if share.tickets == 1:
        return TICKET.format(number=share.number)
    if rung.kind != RungKind.REMIND and not own:
        return DRAFTS
    return f"{WORK if own else QUEUE}?{urlencode({'tab': 'all', 'fired': f'{run.pk}-{rung.pk}'})}"


def fired_together(tickets: QuerySet[Ticket], mark: str) -> QuerySet[Ticket]:
    """Narrow ``tickets`` to those for which a rung fired in a sweep: ``mark`` is "sweep-rung" of a notice's link."""
    found = MARK.fullmatch(mark)
    if not found:
        return tickets.none()
    run, rung = found.groups()
    return tickets.filter(pk__in=Escalation.objects.filter(run_id=int(run), rung_id=int(rung)).values("ticket_id"))
