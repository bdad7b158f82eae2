"""Forms for many tickets at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from command.models import Department
from core.selects import PlainSelect
from inspections.forms.verbs import LimitField
from inspections.models import TimeLimit


class BulkDispatchForm(forms.Form):
    """One unit and one limit for all that are ticked."""

    department = forms.ModelChoiceField(
        Department.objects.handling(), widget=PlainSelect, label=_("responsible unit"), empty_label=_("— choose —")
    )
    limit = LimitField(TimeLimit.objects.none(), label=_("time limit"), empty_label=_("— choose —"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["limit"].queryset = TimeLimit.objects.filter(set__is_current=True).select_related("category")
