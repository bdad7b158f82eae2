"""App configuration of ``reports``."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

# What each role may do with this app's models in the admin, beyond what its pages allow.
ROLE_PERMISSIONS = {role: ["view_screenaddress", "view_townoutline"] for role in ("administrator", "office", "auditor")}


def after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    from command.domain import roles

    if using == "default":
        roles.grant(sender, ROLE_PERMISSIONS)


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from core import navigation
        from reports import tasks  # noqa: F401 - registers its handler of jobs
        from reports.access import READERS, SEE_MAP

        post_migrate.connect(after_migrate, sender=self)
        navigation.add(
            _("At a glance"), "dashboard", roles=READERS, order=10, home_for=["official", "auditor"], key="d"
        )
        navigation.add(_("Volunteering"), "volunteering", roles=READERS, order=60, key="v")
        navigation.add(_("Map"), "map", roles=SEE_MAP, order=52, key="t")
        navigation.add(_("Figures and definitions"), "figures", roles=READERS, order=80)
