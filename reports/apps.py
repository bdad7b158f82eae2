"""App configuration of ``reports``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from core import navigation
        from reports.access import READERS, SEE_MAP

        navigation.add(
            _("At a glance"), "dashboard", roles=READERS, order=10, home_for=["official", "auditor"], key="d"
        )
        navigation.add(_("Map"), "map", roles=SEE_MAP, order=15, key="t")
