"""App configuration of ``volunteers``."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from command.choices import Role

KEPT = ("team", "volunteer", "membership", "activity", "series", "seriespost", "unitroster", "studenttally")
TOOK_PART = ("attendance", "turnout", "checkin", "correction", "certificate", "servicenote", "shift", "signup")
CLEANED = ("claim", "claimphoto", "cleanablecategory")
ODD = ("flagrule", "flagnote")
# Of the whole city: a leader sees none of it.
OF_THE_CITY = ("unitroster", "notdouble", "turnoutplan")
EVERYTHING = (*KEPT, "teamkind", "activitykind", "notdouble", "turnoutplan", "objection", *TOOK_PART, *CLEANED, *ODD)
VIEW_ALL = [f"view_{model}" for model in EVERYTHING]
# What happens to rows is decided by domain functions; "change" of an activity is also its cancellation.
KEEP = [*(f"{act}_{model}" for act in ("add", "change") for model in KEPT), "change_turnoutplan"]
PRIVACY = ["unmask_volunteer", "erase_volunteer", "export_attendance"]
# Who records certifies (谁记录谁证明, 民政部令第67号): leaders for their teams.
CERTIFY = ["add_certificate", "change_certificate", "add_servicenote"]
# Problems are taken on by leaders for their teams, and handed to any team by the office.
CLAIM = ["add_claim", "change_claim"]
NAME_CLEANABLE = ["add_cleanablecategory", "delete_cleanablecategory"]
RECORD = [f"{act}_{model}" for act in ("add", "change") for model in ("attendance", "turnout")]
# What leaders do for the own teams: besides the record, plan what is done every week.
LEAD = [*RECORD, *CERTIFY, *CLAIM, "add_series", "change_series"]

# What each role may do with this app's models, beyond what its pages allow.
ROLE_PERMISSIONS = {
    "administrator": [
        *VIEW_ALL,
        *KEEP,
        *RECORD,
        *PRIVACY,
        *CERTIFY,
        *NAME_CLEANABLE,
        *(f"{act}_{model}" for act in ("add", "change") for model in ("teamkind", "activitykind")),
        "change_flagrule",
    ],
    "office": [*VIEW_ALL, *KEEP, *RECORD, *PRIVACY, *CERTIFY, *CLAIM, *NAME_CLEANABLE],
    "official": VIEW_ALL,
    "auditor": VIEW_ALL,
    "team_leader": [*(f"view_{model}" for model in EVERYTHING if model not in OF_THE_CITY), *LEAD],
}


def after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    from command.domain import roles
    from volunteers.domain import reference

    if using == "default":
        reference.seed()
        roles.grant(sender, ROLE_PERMISSIONS)


class VolunteersConfig(AppConfig):
    name = "volunteers"
    verbose_name = _("Volunteers")

    def ready(self) -> None:
        from core import listings, navigation, panels
        from core.domain import figures
        from core.imports import registry
        from volunteers import importers
        from volunteers.domain import topics
        from volunteers.domain.figures import FIGURES
        from volunteers.domain.plan_figures import PLAN_FIGURES
        from volunteers.listings import LISTINGS
        from volunteers.views import ticket_panel

        post_migrate.connect(after_migrate, sender=self)
        for name in importers.__all__:
            registry.register(getattr(importers, name))
        figures.register((*FIGURES, *PLAN_FIGURES), group=self.verbose_name)
        listings.register(LISTINGS)
        topics.offer()
        panels.add("ticket-detail", ticket_panel.panel)
        # Who reads the whole city begins on the page of the reports.
        navigation.add(_("Activities of the week"), "activity-week", roles=[Role.TEAM_LEADER], order=60)
        navigation.add(
            _("My team"), "team-weekend", roles=[Role.TEAM_LEADER], order=59, home_for=[Role.TEAM_LEADER], key="z"
        )
