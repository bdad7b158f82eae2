"""What the reader of the dashboard may choose. The choice stands in the address."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from command.models import Area, Department
from core.periods import Period
from core.selects import PlainSelect
from inspections.models import Category
from reports.domain.boards import DEFAULT_DAYS
from reports.domain.dashboard import Selection

LONGEST_DAYS = 366


class Span(models.TextChoices):
    WEEK = "7", _("7 days")
    MONTH_LONG = "30", _("30 days")
    QUARTER = "90", _("90 days")
    THIS_MONTH = "month", _("this month")
    CUSTOM = "custom", _("from … to …")


class SelectionForm(forms.Form):
    """Period, unit, area and category. What is missing or wrong falls back to the last 30 days of the whole city."""

    period = forms.ChoiceField(label=_("Period"), choices=Span, required=False)
    since = forms.DateField(label=_("from"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("to"), required=False, widget=forms.DateInput({"type": "date"}))
    department = forms.ModelChoiceField(
        Department.objects.handling().order_by("name"),
        label=_("Unit"),
        required=False,
        widget=PlainSelect,
        empty_label=_("all units"),
    )
    area = forms.ModelChoiceField(
        Area.objects.towns(),
        to_field_name="code",
        label=_("Area"),
        required=False,
        widget=PlainSelect,
        empty_label=_("the whole city"),
    )

    category = forms.ModelChoiceField(
        Category.objects.current().order_by("name"),
        label=_("Category"),
        required=False,
        widget=PlainSelect,
        empty_label=_("all categories"),
    )

    def __init__(self, data: Any, *, today: date) -> None:
        self.today = today
        super().__init__({"period": Span.MONTH_LONG, **{key: data[key] for key in data}})

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        if chosen.get("period") == Span.CUSTOM:
            _check_days(chosen.get("since"), chosen.get("until") or self.today)
        return chosen

    @property
    def selection(self) -> Selection:
        """What was chosen, or the default."""
        if not self.is_valid():
            return Selection(Period.of_days(DEFAULT_DAYS, until=self.today))
        chosen = self.cleaned_data
        return Selection(
            self._period(chosen),
            department=chosen["department"].pk if chosen["department"] else None,
            area=chosen["area"].code if chosen["area"] else "",
            category=chosen["category"].pk if chosen["category"] else None,
        )

    def _period(self, chosen: dict[str, Any]) -> Period:
        if chosen["period"] == Span.CUSTOM:
            return Period(chosen["since"], chosen["until"] or self.today)
        if chosen["period"] == Span.THIS_MONTH:
            return Period(self.today.replace(day=1), self.today)
        return Period.of_days(int(chosen["period"] or DEFAULT_DAYS), until=self.today)


def _check_days(first: date | None, last: date) -> None:
    if first is None or first > last:
        raise ValidationError(_("Give a first day that is not after the last."))
    if (last - first).days >= LONGEST_DAYS:
        raise ValidationError(_("Choose a year at most."))
