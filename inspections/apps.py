"""App configuration of ``inspections``."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _

from command.choices import Role

_EVERYTHING = ("view", "add", "change", "delete")
_TICKETS = ["view_ticket", "view_ticketevent", "view_ticketphoto", "export_ticket"]
_REFERENCE = ("pointtype", "categoryset", "category", "limitset", "timelimit", "escalationrung", "sentence")
_KEPT = ("point", "pointduty", "patrol", "pointcheck")
_LADDER = ["view_escalation", "view_escalationrun"]
_PATROLS = ["view_patrol", "view_pointcheck"]
_POINTS = ["view_point", "view_pointtype", "view_pointduty", "view_category"]

# What each role may do with this app's models. Row scope is another matter: see ``visible_to``.
ROLE_PERMISSIONS = {
    "official": [*_TICKETS, *_POINTS, *_LADDER, *_PATROLS],
    "office": [
        *_TICKETS,
        *_LADDER,
        *("log_ticket", "register_ticket", "verify_ticket", "settle_escalation"),
        *(f"{act}_{model}" for act in ("view", "add", "change") for model in _KEPT),
        *(f"view_{model}" for model in _REFERENCE),
        *(f"{act}_{model}" for act in ("add", "change", "delete") for model in ("timelimit", "sentence")),
    ],
    "inspector": [*_TICKETS, *_POINTS, *_PATROLS, "log_ticket", "verify_ticket"],
    "handler": [*_TICKETS, *_POINTS, "handle_ticket"],
    "area_staff": [*_TICKETS, *_POINTS, "handle_ticket"],
    "administrator": [
        *_TICKETS,
        *_LADDER,
        *(f"{act}_{model}" for act in _EVERYTHING for model in (*_KEPT, *_REFERENCE)),
    ],
    "auditor": [
        *_TICKETS,
        *_LADDER,
        *_PATROLS,
        "view_point",
        "view_pointduty",
        *(f"view_{model}" for model in _REFERENCE),
    ],
}


def after_migrate(sender: AppConfig, using: str, **kwargs: object) -> None:
    from command.domain import roles
    from inspections.domain import reference

    if using == "default":
        reference.seed()
        roles.grant(sender, ROLE_PERMISSIONS)


def offer_pages() -> None:
    """Offer the pages of this app to the roles whose work they are."""
    from core import navigation

    finders = (Role.OFFICE, Role.INSPECTOR)
    workers = (Role.INSPECTOR, Role.HANDLER, Role.AREA_STAFF)
    readers = (Role.OFFICIAL, Role.OFFICE, Role.ADMINISTRATOR, Role.AUDITOR)
    navigation.add(_("Queue"), "queue", roles=[Role.OFFICE], order=20, home_for=[Role.OFFICE], key="q")
    navigation.add(_("My work"), "work", roles=workers, order=30, home_for=workers, key="w")
    navigation.add(_("Log a problem"), "ticket-new", roles=finders, order=40, key="n")
    navigation.add(_("Points"), "point-list", roles=[*readers, *workers], order=50, key="p")
    navigation.add(_("Drafts to settle"), "escalation-drafts", roles=[Role.OFFICE, Role.OFFICIAL], order=60, key="s")


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = _("Inspections")

    def ready(self) -> None:
        from core import listings, tones
        from core.domain import digest, figures
        from core.imports import registry
        from core.models import CalendarStamp
        from inspections import digests, importers, tasks  # noqa: F401 - tasks registers its handlers of jobs
        from inspections.domain import attachments, escalation, topics  # noqa: F401 - register their handlers of jobs
        from inspections.domain.figures import FIGURES
        from inspections.domain.patrol_figures import PATROL_FIGURES
        from inspections.listings import LISTINGS
        from inspections.presentation import STATE_TONES

        post_migrate.connect(after_migrate, sender=self)
        post_save.connect(escalation.calendar_changed, sender=CalendarStamp, dispatch_uid="plans of escalation")
        registry.register(importers.PointImport)
        tones.tell("states", _("States of a problem"), [(state.label, tone) for state, tone in STATE_TONES.items()])
        topics.offer()
        digest.register(digests.standing)
        figures.register((*FIGURES, *PATROL_FIGURES), group=self.verbose_name)
        listings.register(LISTINGS)
        offer_pages()
