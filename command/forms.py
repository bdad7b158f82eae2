"""Forms about accounts."""

from collections.abc import Iterable

from django import forms
from django.contrib.auth.models import Group

from command.choices import Role


def named_roles(keys: Iterable[str]) -> list[str]:
    """Return the names of roles in the reader's language, in the order of the roles."""
    keys = set(keys)
    return [str(role.label) for role in Role if role.value in keys]


class RoleField(forms.ModelMultipleChoiceField):
    """Choice of roles, shown by their names instead of the keys of their groups."""

    def label_from_instance(self, group: Group) -> str:
        return str(Role(group.name).label) if group.name in Role.values else group.name
