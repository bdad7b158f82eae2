"""What the daily digest tells of tickets: the same lists, in the same scope, as the pages that it leads to."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from command.choices import Role
from command.models import User
from core import navigation
from core.domain.digest import MOST_LINES, Line, Section
from core.paging import COUNT_CAP, capped_counts, in_words
from core.periods import start_of
from inspections import tabs
from inspections.domain.news import address_of
from inspections.models import Ticket
from inspections.models.tickets import TicketQuerySet

# Role → name of the page, its tabs, and those of them in which something waits for the person.
LISTS = (
    (Role.OFFICE, "queue", tabs.QUEUE, ("verify", "register", "dispatch", "check", "extension")),
    (Role.INSPECTOR, "work", tabs.INSPECTOR, ("check", "verify", "returned")),
    (Role.HANDLER, "work", tabs.HANDLER, ("running", "rework")),
    (Role.AREA_STAFF, "work", tabs.HANDLER, ("running", "rework")),
)
# Roles that are told of deadlines → the page whose tab lists the overdue; officials look where their day begins.
DEADLINES = {Role.OFFICE: "queue", Role.HANDLER: "work", Role.AREA_STAFF: "work", Role.OFFICIAL: None}


def standing(user: User, at: datetime) -> list[Section]:
    """Return what waits for a person, what falls due today and what is overdue; empty parts are left out."""
    rows = Ticket.objects.visible_to(user)
    found = [_waiting(user, rows, at), *_deadlines(user, rows, at)]
    return [section for section in found if section.lines]


def _waiting(user: User, rows: TicketQuerySet, at: datetime) -> Section:
    role = next((each for each in LISTS if user.has_role(each[0])), None)
    if role is None:
        return Section(_("Waits for you"), [])
    _role, page, offered, keys = role
    counted = tabs.with_counts(tuple(tab for tab in offered if tab.key in keys), rows, at=at)
    shown = [(each["tab"], each["count"]) for each in counted if each["counted"]]
    lines = [
        Line(_("%(list)s: %(count)s") % {"list": tab.label, "count": count}, _tab(page, tab.key))
        for tab, count in shown
    ]
    return Section(_("Waits for you"), lines, brief="，".join(line.words for line in lines[:3]))


def _tab(page: str, key: str) -> str:
    return f"{reverse(page)}?{urlencode({'tab': key})}"


def _deadlines(user: User, rows: TicketQuerySet, at: datetime) -> list[Section]:
    role = next((role for role in DEADLINES if user.has_role(role)), None)
    if role is None:
        return []
    page = DEADLINES[role]
    return [_due_today(rows, at), _overdue(rows, _tab(page, "overdue") if page else navigation.home_of(user), at)]


def _due_today(rows: TicketQuerySet, at: datetime) -> Section:
    midnight = start_of(timezone.localdate(at) + timedelta(days=1))
    due = rows.running().filter(due_at__gte=at, due_at__lt=midnight).order_by("due_at", "pk")
    found = list(due.select_related("category", "point", "area")[: COUNT_CAP + 1])
    lines = [Line(_in_a_line(ticket), address_of(ticket)) for ticket in found[:MOST_LINES]]
    if len(found) > MOST_LINES:
        lines.append(Line(_("and %(n)s more") % {"n": in_words(len(found) - MOST_LINES)}))
    brief = _("%(n)s due today") % {"n": in_words(len(found))}
    return Section(_("Due today"), lines, brief=brief if found else "")


def _in_a_line(ticket: Ticket) -> str:
    return f"{timezone.localtime(ticket.due_at):%H:%M} {ticket.number} {ticket.category}，{ticket.where}"


def _overdue(rows: TicketQuerySet, address: str, at: datetime) -> Section:
    count = in_words(capped_counts({"overdue": rows.overdue(at=at)})["overdue"])
    if count == "0":
        return Section(_("Overdue"), [])
    words = _("%(n)s problems are overdue") % {"n": count}
    return Section(_("Overdue"), [Line(words, address)], brief=_("%(n)s overdue") % {"n": count})
