"""Narrowing the page of odd records, and answering one."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from command.models import User
from volunteers.choices import FlagKind
from volunteers.models import Activity, FlagNote
from volunteers.models.activities import ActivityQuerySet
from volunteers.service_forms import PeriodForm

OPEN, ANSWERED, ALL = "open", "answered", "all"
STATES = [(OPEN, _("not answered")), (ANSWERED, _("answered")), (ALL, _("all"))]
# A year of the whole city is counted in a few seconds.
MOST_DAYS = 366


class FlagFilterForm(PeriodForm):
    """Narrows the odd records by kind, team, answer and the days of the activities; stands in the address."""

    kind = forms.ChoiceField(label=_("kind"), choices=[("", _("all kinds")), *FlagKind.choices], required=False)
    team = forms.CharField(label=_("team: name or code"), max_length=80, required=False)
    state = forms.ChoiceField(label=_("answer"), choices=STATES, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and (cleaned["last"] - cleaned["first"]).days >= MOST_DAYS:
            self.add_error("first", _("At most %(days)d days at a time.") % {"days": MOST_DAYS})
        return cleaned

    @property
    def kinds(self) -> Collection[str]:
        """The kind that is wanted, or all of them; junk in the address narrows nothing."""
        kind = self.cleaned_data.get("kind")
        return [kind] if kind else FlagKind.values

    @property
    def wanted(self) -> str:
        """One of the states; what nobody has answered unless told otherwise."""
        return self.cleaned_data.get("state") or OPEN

    def activities(self, user: User) -> ActivityQuerySet:
        """Return what was held in the period, in the row scope of ``user``."""
        period, team = self.period, self.cleaned_data.get("team")
        rows = Activity.objects.visible_to(user).held().starting(period.starts_at, period.ends_at)
        return rows.filter(Q(team__name__contains=team) | Q(team__code__startswith=team)) if team else rows


class AnswerForm(forms.Form):
    """Why a record is right though it looks odd."""

    key = forms.CharField(max_length=FlagNote._meta.get_field("key").max_length)
    reason = forms.CharField(max_length=FlagNote._meta.get_field("reason").max_length)
