"""Forms of service hours, certificates and their verification."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from command.models import Department, User
from core.periods import Period
from volunteers.choices import NoteKind
from volunteers.domain.hours import HOUR
from volunteers.models import Attendance, Certificate, Correction, Objection, ServiceNote, Team, Volunteer
from volunteers.models.taking_part import AttendanceQuerySet

# What pages show until other days are asked for.
DAYS = 30
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


class DayField(forms.DateField):
    """A day within this century."""

    def __init__(self, **kwargs: Any) -> None:
        bounds = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
        # A browser takes no other form of a date, whatever the language.
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, validators=bounds, **kwargs)


class PeriodForm(forms.Form):
    """Two days, both included. What is not given stands as it is without an address: the last thirty days."""

    first = DayField(label=_("from"))
    last = DayField(label=_("until"))

    def __init__(self, data: Mapping[str, Any], *, today: date, **kwargs: Any) -> None:
        self.usual = Period.of_days(DAYS, until=today)
        days = {"first": self.usual.first.isoformat(), "last": self.usual.last.isoformat()}
        super().__init__({**days, **{name: data[name] for name in data if data[name]}}, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and cleaned["first"] > cleaned["last"]:
            self.add_error("last", _("The last day is before the first."))
        return cleaned

    @property
    def period(self) -> Period:
        """The days that were asked for; the usual ones where they make no sense."""
        return Period(self.cleaned_data["first"], self.cleaned_data["last"]) if self.is_valid() else self.usual


class ServiceFilterForm(PeriodForm):
    """Narrows the records of service; stands in the address."""

    wanted = forms.CharField(label=_("volunteer number or activity number"), max_length=30, required=False)

    def narrowed(self, rows: AttendanceQuerySet) -> AttendanceQuerySet:
        """Return the records of the period, of one volunteer or of one activity where a number is given."""
        period, wanted = self.period, self.cleaned_data.get("wanted", "")
        rows = rows.within(period)
        return rows.numbered(wanted) if wanted else rows


class BearerForm(PeriodForm):
    """Of whom, and of which days, service is to be certified."""

    number = forms.CharField(label=_("volunteer number"), max_length=30)


class IssueForm(BearerForm):
    """The certificate to issue, by one organisation that the person may see."""

    team = forms.ModelChoiceField(Team.objects.none(), required=False)
    department = forms.ModelChoiceField(Department.objects.all(), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.visible_to(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not (cleaned.get("team") or cleaned.get("department")):
            raise forms.ValidationError(_("Choose the organisation that certifies."))
        return cleaned

    @property
    def issuer(self) -> Team | Department:
        return self.cleaned_data["team"] or self.cleaned_data["department"]


class CorrectionForm(forms.Form):
    """The time that was really served. What no day has is refused by the rule, in its own words."""

    hours = forms.DecimalField(
        label=_("hours really served"),
        max_digits=6,
        decimal_places=2,
        help_text=_("Without the way there and back. 0: this person did not take part."),
    )
    reason = forms.CharField(label=_("reason"), max_length=Correction._meta.get_field("reason").max_length)

    def __init__(self, *args: Any, attendance: Attendance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["hours"] = (Decimal(attendance.minutes) / HOUR).quantize(Decimal("0.01")).normalize()

    @property
    def minutes(self) -> int:
        """The hours in whole minutes."""
        return round(self.cleaned_data["hours"] * HOUR)


class NoteForm(forms.Form):
    """Training, commendation or evaluation, by a team of the volunteer that the person may see."""

    kind = forms.ChoiceField(label=_("kind"), choices=NoteKind.choices)
    team = forms.ModelChoiceField(Team.objects.none(), label=_("volunteer team"), empty_label=None)
    on = DayField(label=_("day"))
    text = forms.CharField(label=_("what"), max_length=ServiceNote._meta.get_field("text").max_length)

    def __init__(self, *args: Any, volunteer: Volunteer, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Team.objects.visible_to(user).filter(memberships__volunteer=volunteer).distinct()
        self.fields["team"].queryset = own  # type: ignore[attr-defined]


class RevokeForm(forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=Certificate._meta.get_field("revoked_because").max_length)


class PublishedForm(forms.Form):
    """Narrows the published certificates; stands in the address."""

    issuer = forms.CharField(label=_("name of the team or unit"), max_length=80, required=False)

    @property
    def wanted(self) -> str:
        return self.cleaned_data["issuer"] if self.is_valid() else ""


class ObjectionForm(forms.Form):
    """What is wrong with a published certificate. Nobody is asked for a name."""

    text = forms.CharField(
        label=_("what is not true"),
        max_length=Objection._meta.get_field("text").max_length,
        help_text=_("Such as: this person was not there on that day. Write no names: the certificate is known."),
        widget=forms.Textarea({"rows": 4}),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("answer"), max_length=Objection._meta.get_field("answer").max_length)


class CodeForm(forms.Form):
    code = forms.CharField(label=_("verification code"), max_length=40, widget=forms.TextInput({"autocomplete": "off"}))


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("name on the paper"),
        max_length=40,
        help_text=_("The page only says whether it is the name that was certified."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
