"""Roles: Django groups with real permissions, declared by each app and kept in step after migration."""

from django.apps import AppConfig
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from command.choices import Role

# Role → permissions, as "app.codename". "view_*" and the like stand for every model of the app.
RolePermissions = dict[str, list[str]]


@transaction.atomic
def grant(app_config: AppConfig, wanted: RolePermissions) -> None:
    """Give each role exactly the permissions over ``app_config``'s models that ``wanted`` names.

    ``wanted`` maps a role key to codenames of that app; a name that does not exist is an error
    (``KeyError``), so that a misspelt permission cannot silently shut people out.
    """
    known = {p.codename: p for p in Permission.objects.filter(content_type__app_label=app_config.label)}
    for role in Role.values:
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.remove(*group.permissions.filter(content_type__app_label=app_config.label))
        group.permissions.add(*(known[codename] for codename in wanted.get(role, [])))
