"""Forms for many tickets at once."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from inspections.forms.verbs import LimitField, UnitField
from inspections.models import TimeLimit


class BulkDispatchForm(forms.Form):
    """One unit and one limit for all that are ticked."""

    department = UnitField()
    limit = LimitField(TimeLimit.objects.none(), label=_("time limit"), empty_label=_("— choose —"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use = TimeLimit.objects.filter(set__is_current=True).select_related("category")
        cast(LimitField, self.fields["limit"]).queryset = in_use
