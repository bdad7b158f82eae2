"""What is typed of a person, and to find one."""

from typing import Any

from django import forms
from django.db.models import BigIntegerField, Q
from django.utils.translation import gettext_lazy as _

from volunteers.choices import ConsentMeans
from volunteers.models import TeamKind
from volunteers.models.teams import TeamQuerySet


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


class ApartForm(forms.Form):
    """Why two entries are two people, where somebody wants to say it."""

    reason = forms.CharField(
        label=_("reason (optional)"),
        max_length=200,
        required=False,
        help_text=_("Such as: both were asked by phone. It stays in the audit trail: no names, no numbers."),
    )


class ConsentForm(forms.Form):
    """How the person agreed."""

    means = forms.ChoiceField(label=_("how consented"), choices=ConsentMeans.choices)


class FarewellForm(forms.Form):
    """The own wish to withdraw, said twice: no page of this form has a dialogue that asks again."""

    sure = forms.BooleanField(label=_("I no longer want to be a volunteer."))


class PostForm(forms.Form):
    """The post that a button of the own page is about."""

    shift = forms.IntegerField(min_value=1, max_value=BigIntegerField.MAX_BIGINT)

    @property
    def key(self) -> int:
        """The key of the shift; nought, which no shift has, where none was sent."""
        return self.cleaned_data["shift"] if self.is_valid() else 0


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
