"""Forms of volunteering."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from command.models import User
from core.errors import DomainError
from volunteers.choices import Category, ConsentMeans
from volunteers.domain import people, taking_part
from volunteers.domain.taking_part import MOST_HEADS
from volunteers.models import Activity, Attendance, Membership, Shift, TeamKind, Turnout, Volunteer
from volunteers.models.people import MOBILE_NUMBER
from volunteers.models.shifts import ShiftQuerySet
from volunteers.models.taking_part import MINUTES_OF_A_DAY
from volunteers.models.teams import TeamQuerySet

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


class UnmaskForm(forms.Form):
    """Why somebody reads what is masked."""

    reason = forms.CharField(
        label=_("reason"), max_length=200, help_text=_("It stays in the audit trail, with your name and the time.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="unmask-%s", **kwargs)


class EraseForm(forms.Form):
    """Why personal data is erased."""

    reason = forms.CharField(
        label=_("reason"), max_length=200, help_text=_("Such as: the person asked for it, on paper, on which day.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="erase-%s", **kwargs)


class ConsentForm(forms.Form):
    """How the person agreed."""

    means = forms.ChoiceField(label=_("how consented"), choices=ConsentMeans.choices)


class FarewellForm(forms.Form):
    """The own wish to withdraw, said twice: no page of this form has a dialogue that asks again."""

    sure = forms.BooleanField(label=_("I no longer want to be a volunteer."))


class TeamFilterForm(forms.Form):
    """Narrows the list of teams; stands in the address."""

    kind = forms.ModelChoiceField(TeamKind.objects.all(), label=_("kind"), required=False, empty_label=_("all kinds"))
    name = forms.CharField(label=_("name or code"), max_length=80, required=False)

    def narrowed(self, teams: TeamQuerySet) -> TeamQuerySet:
        """Return the teams that fit; junk in the address narrows nothing."""
        self.is_valid()
        kind, name = self.cleaned_data.get("kind"), self.cleaned_data.get("name")
        teams = teams.filter(kind=kind) if kind else teams
        return teams.filter(Q(name__contains=name) | Q(code__startswith=name)) if name else teams


class FindForm(forms.Form):
    """What somebody is looked for by."""

    wanted = forms.CharField(
        label=_("find a volunteer"),
        min_length=2,
        max_length=40,
        help_text=_("Volunteer number, name, last four digits of the phone, or the whole ID number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class CheckedForm(forms.ModelForm):
    """A form of the admin that asks a rule of the domain before anything is saved. ``by`` is set by the admin."""

    by: User | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                self.check(cleaned)
            except DomainError as error:
                raise forms.ValidationError(str(error)) from error
        return cleaned

    def check(self, cleaned: dict[str, Any]) -> None:
        """Raise a :class:`~core.errors.DomainError` where the rules do not allow it."""


class VolunteerForm(CheckedForm):
    """A volunteer. The stored phone and ID number are never sent to the browser; a new phone replaces it."""

    phone = forms.CharField(
        label=_("mobile number"),
        required=False,
        validators=[MOBILE_NUMBER],
        help_text=_("Leave empty to keep the number that is stored."),
    )
    id_number = forms.CharField(
        label=_("ID number"), max_length=40, required=False, help_text=_("Gives the year of birth and the sex.")
    )

    class Meta:
        model = Volunteer
        fields = ("number", "name", "sex", "birth_year", "category", "department", "area", "phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["phone"] = ""

    def clean_phone(self) -> str:
        return self.cleaned_data["phone"] or self.instance.phone

    def check(self, cleaned: dict[str, Any]) -> None:
        if self.instance.pk is None:
            people.check_register(**cleaned, by=self.by, at=timezone.now())


class MembershipForm(CheckedForm):
    class Meta:
        model = Membership
        fields = ("team", "volunteer")

    def check(self, cleaned: dict[str, Any]) -> None:
        people.check_join(cleaned["team"], cleaned["volunteer"], by=self.by)


class ActivityForm(forms.ModelForm):
    """An activity; without a number it gets the next one of its year."""

    class Meta:
        model = Activity
        fields = ("code", "title", "kind", "team", "department", "area", "place", "starts_at", "ends_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "code" in self.fields:
            self.fields["code"].required = False
            self.fields["code"].help_text = _("Leave empty for the next number of the year.")


class AttendanceForm(CheckedForm):
    class Meta:
        model = Attendance
        fields = ("activity", "volunteer", "minutes")

    def check(self, cleaned: dict[str, Any]) -> None:
        minutes = {cleaned["volunteer"]: cleaned["minutes"]}
        taking_part.check_attendance(cleaned["activity"], minutes, by=self.by, at=timezone.now())
