"""What is typed of an activity: who took part, checks in, stands where."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from volunteers.choices import Category
from volunteers.domain.taking_part import MOST_HEADS
from volunteers.models import Activity, Shift, Turnout, Volunteer
from volunteers.models.shifts import ShiftQuerySet
from volunteers.models.taking_part import MINUTES_OF_A_DAY

MOST_NEEDED = 10_000
TIMES_OF_SHIFT = (("starts", "begins"), ("ends", "ends"))


class TurnoutForm(forms.Form):
    """The head-counts of an activity, one field for each category; at least one must be filled."""

    evidence = forms.CharField(
        label=_("evidence"),
        max_length=Turnout._meta.get_field("evidence").max_length,
        required=False,
        help_text=_("What proves the numbers, such as a sign-in sheet or photos. No photo is required."),
    )

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        held = {row.category: row for row in activity.turnout.all()}
        super().__init__(*args, **kwargs)
        self.initial["evidence"] = next((row.evidence for row in held.values()), "")
        counts = {
            category: forms.IntegerField(
                label=label,
                min_value=0,
                max_value=MOST_HEADS,
                required=False,
                initial=held[category].headcount if category in held else None,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
            for category, label in Category.choices
        }
        self.fields = counts | self.fields  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and all(cleaned.get(category) is None for category in Category.values):
            raise forms.ValidationError(_("Enter at least one number."))
        return cleaned

    @property
    def headcounts(self) -> dict[str, int]:
        """The numbers that were filled in, by category."""
        return {key: self.cleaned_data[key] for key in Category.values if self.cleaned_data[key] is not None}


class CheckInForm(forms.Form):
    """What a volunteer types before a poster. ``key`` makes it count once, however often it is sent."""

    given = forms.CharField(
        label=_("volunteer number, or the last four digits of the mobile number"),
        min_length=4,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)


class NamesForm(forms.Form):
    """The people of one page of an activity's list: a tick for each who was there, and the minutes served."""

    def __init__(self, *args: Any, people: Iterable[Any], usual: int, **kwargs: Any) -> None:
        """``people`` as :func:`volunteers.domain.check_in.listed` returns them; ``usual`` minutes stand by default."""
        super().__init__(*args, **kwargs)
        self.people = list(people)
        for person in self.people:
            self.fields[f"there-{person.pk}"] = self._tick(person)
            self.fields[f"minutes-{person.pk}"] = self._time(person, usual)

    @staticmethod
    def _tick(person: Any) -> forms.BooleanField:
        """Who is recorded stays so: a wrong time is corrected, not taken back here."""
        is_recorded = person.served is not None
        label = _("%(person)s took part") % {"person": person}
        return forms.BooleanField(
            label=label,
            required=False,
            disabled=is_recorded,
            initial=is_recorded or bool(person.arrived and not person.struck),
            widget=forms.CheckboxInput(attrs={"aria-label": label}),
        )

    @staticmethod
    def _time(person: Any, usual: int) -> forms.IntegerField:
        label = _("minutes served by %(person)s") % {"person": person}
        return forms.IntegerField(
            label=label,
            min_value=1,
            max_value=MINUTES_OF_A_DAY,
            initial=person.served or usual,
            widget=forms.NumberInput(attrs={"aria-label": label, "inputmode": "numeric"}),
        )

    @property
    def rows(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Each person with the tick and the time."""
        return [(person, self[f"there-{person.pk}"], self[f"minutes-{person.pk}"]) for person in self.people]

    @property
    def minutes(self) -> dict[Volunteer, int]:
        """Who was there and is not recorded with this time yet."""
        served = {
            person: self.cleaned_data[f"minutes-{person.pk}"] for person in self.people if self._was_there(person)
        }
        return {person: minutes for person, minutes in served.items() if minutes != person.served}

    @property
    def absent(self) -> list[Volunteer]:
        """Who checked in, but is not ticked."""
        return [person for person in self.people if person.arrived and not self._was_there(person)]

    def _was_there(self, person: Any) -> bool:
        return bool(self.cleaned_data[f"there-{person.pk}"])


class ShiftForm(forms.Form):
    """A post of an activity, by default for the whole of its time."""

    place = forms.CharField(label=_("place"), max_length=120)
    begins = forms.TimeField(label=_("from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    needed = forms.IntegerField(label=_("people needed"), min_value=1, max_value=MOST_NEEDED, initial=1)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        self.initial["begins"] = localtime(activity.starts_at).time()
        self.initial["ends"] = localtime(activity.ends_at).time()

    @property
    def facts(self) -> dict[str, Any]:
        """The post, its times on the day on which the activity starts."""
        day = localtime(self.activity.starts_at).date()
        cleaned = self.cleaned_data
        times = {f"{name}_at": make_aware(datetime.combine(day, cleaned[key])) for name, key in TIMES_OF_SHIFT}
        return {"place": cleaned["place"], "needed": cleaned["needed"], **times}


class SignUpForm(forms.Form):
    """Who is put down for which shift, named as at a check-in."""

    shift = forms.ModelChoiceField(Shift.objects.none(), label=_("shift"))
    given = forms.CharField(
        label=_("volunteer number, or the last four digits of the mobile number"), min_length=4, max_length=30
    )

    def __init__(self, *args: Any, shifts: ShiftQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ModelChoiceField, self.fields["shift"])
        choice.queryset = shifts
        choice.label_from_instance = lambda row: row.place  # type: ignore[method-assign]


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=200)
