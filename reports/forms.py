"""What the reader of the dashboard may choose. The choice stands in the address."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from command.models import Area, Department
from core.domain.figures import BEGINNING, Figure, Scope
from core.periods import Period
from core.selects import OfferedChoiceField
from inspections.models import Category
from reports.domain.boards import DEFAULT_DAYS
from reports.domain.dashboard import Selection

NARROWING = ("department", "area", "category")
WITHIN = ("own", "point")
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
GONE = {"invalid_choice": _("The link names one that no longer exists: nothing is narrowed by it.")}


class Span(models.TextChoices):
    WEEK = "7", _("7 days")
    MONTH_LONG = "30", _("30 days")
    QUARTER = "90", _("90 days")
    THIS_MONTH = "month", _("this month")
    CUSTOM = "custom", _("from … to …")


class DayField(forms.DateField):
    """A day that has days before and after it: the calendar of the machine ends."""

    def __init__(self, **kwargs: Any) -> None:
        bounds = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
        super().__init__(required=False, widget=forms.DateInput({"type": "date"}), validators=bounds, **kwargs)


class SelectionForm(forms.Form):
    """Period, unit, area and category. What is missing or wrong falls back to the last 30 days of the whole city."""

    period = forms.ChoiceField(label=_("Period"), choices=Span, required=False)
    since = DayField(label=_("from"))
    until = DayField(label=_("to"))
    department = OfferedChoiceField(
        Department.objects.all(),
        offered=Department.objects.handling().order_by("name"),
        label=_("Unit"),
        required=False,
        empty_label=_("all units"),
        error_messages=GONE,
    )
    area = OfferedChoiceField(
        Area.objects.all(),
        offered=Area.objects.towns(),
        to_field_name="code",
        label=_("Area"),
        required=False,
        empty_label=_("the whole city"),
        error_messages=GONE,
    )
    category = OfferedChoiceField(
        Category.objects.filter(parent__isnull=False),
        offered=Category.objects.current().order_by("name"),
        label=_("Category"),
        required=False,
        empty_label=_("all categories"),
        error_messages=GONE,
    )

    longest_days: int | None = 366

    def __init__(self, data: Any, *, today: date) -> None:
        self.today = today
        super().__init__({"period": Span.MONTH_LONG, **{key: data[key] for key in data}})
        for name in NARROWING:
            cast(OfferedChoiceField, self.fields[name]).chosen = self.data.get(name)

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        if chosen.get("period") == Span.CUSTOM:
            _check_days(chosen.get("since"), chosen.get("until") or self.today, self.longest_days)
        return chosen

    def scope(self, *, at: datetime) -> Scope:
        """Return what was chosen. What is wrong alone falls back: a period to the default, the others to all."""
        chosen = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        narrower = {name: chosen.get(name) for name in NARROWING}
        return Scope(
            self._sound_period(chosen),
            at,
            department=narrower["department"].pk if narrower["department"] else None,
            area=narrower["area"].code if narrower["area"] else "",
            category=narrower["category"].pk if narrower["category"] else None,
        )

    def _sound_period(self, chosen: dict[str, Any]) -> Period:
        if self.non_field_errors() or {"period", "since", "until"} & self.errors.keys():
            return Period.of_days(DEFAULT_DAYS, until=self.today)
        return self._period(chosen)

    @property
    def narrowed(self) -> str:
        """What narrows the choice, in words; nothing for the whole city."""
        chosen = self.cleaned_data if self.is_valid() else {}
        return " · ".join(str(chosen[name]) for name in ("area", "department", "category") if chosen.get(name))

    @property
    def selection(self) -> Selection:
        """What was chosen. What is wrong alone falls back, as in :meth:`scope`."""
        scope = self.scope(at=timezone.now())
        return Selection(scope.period, department=scope.department, area=scope.area, category=scope.category)

    def _period(self, chosen: dict[str, Any]) -> Period:
        if chosen.get("period") == Span.CUSTOM:
            return Period(chosen["since"], chosen["until"] or self.today)
        if chosen.get("period") == Span.THIS_MONTH:
            return Period(self.today.replace(day=1), self.today)
        return Period.of_days(int(chosen.get("period") or DEFAULT_DAYS), until=self.today)


def _check_days(first: date | None, last: date, longest: int | None) -> None:
    if first is None or first > last:
        raise ValidationError(_("Give a first day that is not after the last."))
    if longest and (last - first).days >= longest:
        raise ValidationError(_("Choose a year at most."))


class FigureSpan(models.TextChoices):
    """The spans of a figure's passport: those of every page, and everything so far."""

    WEEK = Span.WEEK.value, Span.WEEK.label
    MONTH_LONG = Span.MONTH_LONG.value, Span.MONTH_LONG.label
    QUARTER = Span.QUARTER.value, Span.QUARTER.label
    THIS_MONTH = Span.THIS_MONTH.value, Span.THIS_MONTH.label
    ALL = "all", _("since the beginning")
    CUSTOM = Span.CUSTOM.value, Span.CUSTOM.label


class FigureForm(SelectionForm):
    """What a figure is counted over: as long as one likes, and only by what narrows it."""

    period = forms.ChoiceField(label=_("Period"), choices=FigureSpan, required=False)
    # What a number of a table is of; nobody chooses it.
    own = forms.BooleanField(required=False, widget=forms.HiddenInput)
    point = forms.CharField(max_length=30, required=False, widget=forms.HiddenInput)
    longest_days = None

    def __init__(self, data: Any, *, today: date, figure: Figure) -> None:
        super().__init__(data, today=today)
        for name in {*NARROWING, *WITHIN} - {*figure.narrows, *(WITHIN if figure.has_points else ())}:
            del self.fields[name]
        if figure.stands_now:
            for name in ("period", "since", "until"):
                del self.fields[name]

    def scope(self, *, at: datetime) -> Scope:
        """Return what was chosen, down to the point."""
        scope = super().scope(at=at)
        own, point = (self.cleaned_data.get(name) for name in WITHIN)
        return replace(scope, own=bool(own and scope.area), point=point or "")

    def _period(self, chosen: dict[str, Any]) -> Period:
        if chosen.get("period") == FigureSpan.ALL:
            return Period(BEGINNING, self.today)
        return super()._period(chosen)
