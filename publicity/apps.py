"""App configuration of ``publicity``."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from command.choices import Role

EVERYTHING = ("channel", "item", "broadcast", "readership")
VIEW_ALL = [f"view_{model}" for model in EVERYTHING]
# "change" of an item is also its publication and its withdrawal.
EDIT = [f"{act}_{model}" for act in ("add", "change") for model in EVERYTHING]

# What each role may do with this app's models, beyond what its pages allow.
ROLE_PERMISSIONS = {
    "administrator": [*VIEW_ALL, *EDIT],
    "office": [*VIEW_ALL, *EDIT],
    "editor": [*VIEW_ALL, *EDIT],
    "official": VIEW_ALL,
    "auditor": VIEW_ALL,
}


def after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    from command.domain import roles

    if using == "default":
        roles.grant(sender, ROLE_PERMISSIONS)


class PublicityConfig(AppConfig):
    name = "publicity"
    verbose_name = _("Publicity")

    def ready(self) -> None:
        from core import listings, navigation
        from core.domain import figures
        from core.imports import registry
        from publicity import importers
        from publicity.domain.figures import FIGURES
        from publicity.listings import LISTINGS
        from publicity.models.channels import SEES_ALL_PUBLICITY

        post_migrate.connect(after_migrate, sender=self)
        for name in importers.__all__:
            registry.register(getattr(importers, name))
        figures.register(FIGURES, group=self.verbose_name)
        listings.register(LISTINGS)
        navigation.add(_("Publicity"), "item-list", roles=SEES_ALL_PUBLICITY, order=70, home_for=[Role.EDITOR], key="m")
