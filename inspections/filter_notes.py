"""What has to be said about a filter: what of it is no more, and whose eyes look through it."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from command.models import Area, Department, User
from inspections.filters import TicketFilter
from inspections.models import Category
from inspections.models.tickets import ticket_scope


def notes(chosen: TicketFilter, user: User) -> list[str]:
    """Return a sentence for each part of the filter that has been abolished or is unknown, and one for a narrow scope.

    Nothing is said where nothing is narrowed.
    """
    if not chosen.is_bound:
        return []
    given = chosen.form.cleaned_data if chosen.form.errors is not None else {}
    told = [_told(value, timezone.localdate()) for value in given.values()]
    told += [_unknown(chosen, name) for name in chosen.form.errors if name != "q"]
    if ticket_scope(user) is not None:
        told.append(_("Only what your account may see is listed: somebody else may see more under the same address."))
    return [sentence for sentence in told if sentence]


def _told(value: Any, today: date) -> str:
    if isinstance(value, Department) and value.active_to and value.active_to < today:
        words = {"name": value.name, "day": value.active_to}
        return _("“%(name)s” was abolished on %(day)s. What it was given is still listed here.") % words
    if isinstance(value, Category) and not (value.is_active and value.set.is_current):
        return _("The category “%(name)s” is no longer in use. What was filed under it is still listed here.") % {
            "name": value.name
        }
    if isinstance(value, Area) and value.active_to and value.active_to < today:
        words = {"name": value.name, "day": value.active_to}
        return _("“%(name)s” was abolished on %(day)s. What lies in it is still listed here.") % words
    return ""


def _unknown(chosen: TicketFilter, name: str) -> str:
    label = chosen.form.fields[name].label
    return _("What the filter says under “%(field)s” does not exist any more, and was left out.") % {"field": label}
