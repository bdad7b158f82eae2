"""Forms of volunteering."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.choices import Category
from volunteers.domain.taking_part import MOST_HEADS
from volunteers.models import Activity, Turnout


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
