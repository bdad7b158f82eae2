"""Which plan of turnout is shown, and the targets that are typed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from command.choices import DepartmentKind
from command.models import Area, Department
from volunteers.domain.plans import MOST_TURNS, Holder, Targets

MONTHS = range(1, 13)
EARLIEST, LATEST = 2000, 2100


def key_of(holder: Holder) -> str:
    """Return what stands for a holder in an address; nothing for the whole city."""
    if holder is None:
        return ""
    return f"unit-{holder.pk}" if isinstance(holder, Department) else f"area-{holder.pk}"


class PlanFilterForm(forms.Form):
    """The year and whose plan; stands in the address. Junk in it shows the city's plan of this year."""

    year = forms.IntegerField(label=_("year"), min_value=EARLIEST, max_value=LATEST)
    whose = forms.ChoiceField(label=_("whose plan"), required=False)

    def __init__(self, data: Mapping[str, Any], *, today: date) -> None:
        super().__init__({"year": today.year, **{name: data[name] for name in data if data[name]}})
        self.today = today
        areas = Area.objects.towns().order_by("code")
        units = Department.objects.filter(kind=DepartmentKind.MEMBER_UNIT).order_by("name")
        self.holders: dict[str, Holder] = {key_of(each): each for each in (None, *areas, *units)}
        named = [(key_of(each), str(each)) for each in (*areas, *units)]
        choice: Any = self.fields["whose"]
        choice.choices = [
            ("", _("the whole city")),
            (_("areas"), named[: len(areas)]),
            (_("units"), named[len(areas) :]),
        ]
        self.is_valid()

    @property
    def shown_year(self) -> int:
        """The year that was asked for, or this one."""
        return int(self.cleaned_data.get("year") or self.today.year)

    @property
    def holder(self) -> Holder:
        """Whose plan was asked for; None: the whole city's."""
        return self.holders[self.cleaned_data.get("whose", "")]


class TargetsForm(forms.Form):
    """A target for each month of a year; a blank one is none."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, year: int, held: Mapping[date, int]) -> None:
        super().__init__(data, initial={f"month-{day.month}": turns for day, turns in held.items()})
        self.year = year
        for month in MONTHS:
            self.fields[f"month-{month}"] = forms.IntegerField(
                label=f"{year}-{month:02}", required=False, min_value=1, max_value=MOST_TURNS
            )

    @property
    def targets(self) -> Targets:
        """What was typed, by the first day of the month."""
        return {date(self.year, month, 1): self.cleaned_data[f"month-{month}"] for month in MONTHS}
