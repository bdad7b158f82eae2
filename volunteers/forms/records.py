"""Forms of the administration; they write through the domain."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from command.models import User
from core.errors import DomainError
from volunteers.domain import people, taking_part
from volunteers.models import Activity, Attendance, Membership, Volunteer
from volunteers.models.people import MOBILE_NUMBER


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
