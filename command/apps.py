"""App configuration of ``command``."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from command.choices import Role

# What each role may do with this app's models, beyond what its pages allow.
ROLE_PERMISSIONS = {
    "administrator": [
        *(f"{act}_{model}" for act in ("view", "add", "change") for model in ("user", "area", "department")),
        *(f"{act}_departmentalias" for act in ("view", "add", "change", "delete")),
        *(f"{act}_areaduty" for act in ("view", "add", "change", "delete")),
        *(f"{act}_{model}" for act in ("view", "change") for model in ("arealevel", "dutylevel")),
        *("view_apitoken", "revoke_apitoken"),
        *("view_webhook", "change_webhook", "view_webhookmessage", "view_webhookattempt"),
    ],
    "office": [
        *(f"view_{model}" for model in ("area", "department", "departmentalias", "areaduty")),
        *(f"{act}_areaduty" for act in ("add", "change")),
        *("view_webhook", "change_webhook", "view_webhookmessage", "view_webhookattempt"),
    ],
    "auditor": [f"view_{m}" for m in ("user", "area", "department", "departmentalias", "areaduty", "apitoken")]
    + [f"view_{m}" for m in ("webhook", "webhookmessage", "webhookattempt")],
}

# What each role may do with the records that all apps share (core stands below the roles and cannot say it).
CORE_PERMISSIONS = {
    "administrator": [
        *(f"{act}_{model}" for act in ("view", "add", "change", "delete") for model in ("workperiod", "specialday")),
        *(f"{act}_calendaryear" for act in ("view", "add", "change")),
        *(f"view_{model}" for model in ("job", "notice", "delivery", "digest", "importbatch")),
        "undo_importbatch",
    ],
    "office": [
        *(f"{act}_{model}" for act in ("view", "add", "change", "delete") for model in ("workperiod", "specialday")),
        *(f"{act}_calendaryear" for act in ("view", "add", "change")),
        "view_importbatch",
    ],
    "auditor": [
        *(f"view_{model}" for model in ("auditentry", "workperiod", "specialday", "calendaryear")),
        *(f"view_{model}" for model in ("job", "notice", "delivery", "digest", "importbatch")),
    ],
}


def after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    from command.domain import reference, roles

    if using == "default":
        reference.seed()
        roles.grant(sender, ROLE_PERMISSIONS)
        roles.grant(apps.get_app_config("core"), CORE_PERMISSIONS)


def tell_chats() -> None:
    """Let work chats hear what people are told, and administrators hear of chats that do not answer."""
    from command.domain import webhooks
    from core.choices import Pace
    from core.domain import notices, topics

    if webhooks.fan_out not in notices.listeners:
        notices.listeners.append(webhooks.fan_out)
    topics.register(
        topics.Topic(
            "chats",
            _("Work chats that do not answer"),
            _("Messages to a work chat were given up."),
            frozenset({"webhook.dead"}),
            Pace.NOW,
            frozenset({Role.ADMINISTRATOR}),
            order=910,
            is_for_groups=False,
        )
    )


def offer_pages() -> None:
    """Offer the work chats and the admin to the roles that keep them."""
    from command.site import ADMIN_ROLES
    from core import navigation

    keepers = [Role.OFFICE, Role.ADMINISTRATOR, Role.AUDITOR]
    navigation.add(_("Work chats"), "webhooks", roles=keepers, order=890, is_tucked=True)
    navigation.add(
        _("Administration"),
        "admin:index",
        roles=ADMIN_ROLES,
        order=900,
        home_for=[Role.ADMINISTRATOR, Role.AUDITOR],
        key="a",
    )


class CommandConfig(AppConfig):
    name = "command"
    verbose_name = _("Command headquarters")

    def ready(self) -> None:
        from command import importers
        from command.domain import log_ins
        from command.domain.figures import FIGURES
        from command.listings import LISTINGS
        from core import listings
        from core.domain import figures
        from core.imports import registry

        post_migrate.connect(after_migrate, sender=self)
        registry.register(importers.AreaImport)
        registry.register(importers.UnitImport)
        figures.register(FIGURES, group=self.verbose_name)
        listings.register(LISTINGS)
        offer_pages()
        tell_chats()
        log_ins.connect()


class PortalAdminConfig(AdminConfig):
    """Django's admin, with the portal's own site."""

    default_site = "command.site.PortalAdminSite"
