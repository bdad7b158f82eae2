"""The form with which many tickets are dispatched at once: a line for each, filled in with what is suggested."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from command.models import Department
from core.selects import PlainSelect
from inspections.domain.bulk import Order
from inspections.domain.suggestions import Suggestion, suggest
from inspections.forms.verbs import limit_label
from inspections.models import Ticket

Choices = list[tuple[Any, Any]]


class DispatchLine(forms.Form):
    """Unit and limit of one ticket. The choices are given: there is one query for all lines."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    department = forms.TypedChoiceField(
        label=gettext_lazy("responsible unit"), coerce=int, widget=PlainSelect(attrs={"data-unit": ""})
    )
    limit = forms.TypedChoiceField(label=gettext_lazy("time limit"), coerce=int, widget=PlainSelect)

    def __init__(self, ticket: Ticket, suggestion: Suggestion, units: Choices, data: Any = None) -> None:
        super().__init__(data, prefix=ticket.number, initial=_initial(ticket, suggestion), use_required_attribute=False)
        self.ticket, self.suggestion = ticket, suggestion
        cast(forms.ChoiceField, self.fields["department"]).choices = units
        limits = [(limit.pk, limit_label(limit)) for limit in suggestion.limits]
        cast(forms.ChoiceField, self.fields["limit"]).choices = limits or [("", _("— choose —"))]

    def order(self, units: dict[int, Department]) -> Order:
        """Return what the line says; it is valid."""
        given = self.cleaned_data
        limit = next(limit for limit in self.suggestion.limits if limit.pk == given["limit"])
        return Order(self.ticket, units[given["department"]], limit, given["version"])


def _initial(ticket: Ticket, suggestion: Suggestion) -> dict[str, Any]:
    return {
        "version": ticket.version,
        "department": suggestion.department.pk if suggestion.department else "",
        "limit": suggestion.limit.pk if suggestion.limit else "",
    }


class DispatchForm:
    """The lines of the ticked tickets. ``data`` is what was sent; lines that it does not know show the suggestion."""

    def __init__(self, tickets: Sequence[Ticket], *, at: datetime, data: Any = None) -> None:
        units = Department.objects.handling().active(timezone.localdate(at))
        self.units = {unit.pk: unit for unit in units.order_by("name")}
        self.choices: Choices = [("", _("— choose —")), *((unit.pk, unit.name) for unit in self.units.values())]
        suggestions = suggest(tickets, at=at)
        self.lines = [
            DispatchLine(each, suggestions[each.pk], self.choices, data if data and _knows(data, each) else None)
            for each in tickets
        ]

    def __iter__(self) -> Iterator[DispatchLine]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def orders(self) -> list[Order]:
        """Return what the good lines say."""
        return [line.order(self.units) for line in self.lines if line.is_valid()]

    def refused(self) -> list[tuple[Ticket, str]]:
        """Return the tickets of the other lines, each with what is missing."""
        return [(line.ticket, _missing(line)) for line in self.lines if not line.is_valid()]

    def keep(self, numbers: set[str]) -> None:
        """Show only the lines of these tickets any more."""
        self.lines = [line for line in self.lines if line.ticket.number in numbers]


def _knows(data: Any, ticket: Ticket) -> bool:
    return f"{ticket.number}-version" in data


def _missing(line: DispatchLine) -> str:
    if not line.is_bound:
        return _("Look at what is suggested for it, then dispatch.")
    return _("Choose the responsible unit.") if "department" in line.errors else _("Choose a time limit.")
