"""Forms about accounts."""

from collections.abc import Iterable

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from command.choices import Role, TokenScope
from command.domain.tokens import LONGEST_DAYS


def named_roles(keys: Iterable[str]) -> list[str]:
    """Return the names of roles in the reader's language, in the order of the roles."""
    keys = set(keys)
    return [str(role.label) for role in Role if role.value in keys]


class RoleField(forms.ModelMultipleChoiceField):
    """Choice of roles, shown by their names instead of the keys of their groups."""

    def label_from_instance(self, group: Group) -> str:
        return str(Role(group.name).label) if group.name in Role.values else group.name


class TokenForm(forms.Form):
    """What a new token of the API is for, what it may do, and for how long."""

    name = forms.CharField(label=_("used for"), max_length=60)
    scope = forms.ChoiceField(label=pgettext_lazy("right", "may"), choices=TokenScope.choices)
    days = forms.TypedChoiceField(
        label=_("valid for"),
        coerce=int,
        choices=[(30, _("one month")), (90, _("three months")), (LONGEST_DAYS, _("one year"))],
        initial=90,
    )
