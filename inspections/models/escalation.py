"""The ladder 催办 → 督办 → 通报: rungs as data, and for each ticket the plan and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from command.models import User
from core.choices import Clock
from inspections.choices import Quiet, RungKind
from inspections.models.tickets import Ticket, ticket_scope


class EscalationRung(models.Model):
    """A step of the ladder, ``offset`` clock units after the deadline (negative: before it)."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=RungKind)
    offset = models.SmallIntegerField(_("after the deadline"), help_text=_("Negative: before the deadline."))
    clock = models.CharField(_("counted in"), max_length=12, choices=Clock, default=Clock.WORK_HOUR)
    tell_handlers = models.BooleanField(_("tell the responsible unit"), default=True)
    tell_office = models.BooleanField(_("tell the office"), default=False)
    tell_officials = models.BooleanField(_("tell the officials"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("rung of the ladder")
        verbose_name_plural = _("ladder of escalation")
        ordering = ["kind", "offset"]

    def __str__(self) -> str:
        return self.name


class EscalationQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "EscalationQuerySet":
        scope = ticket_scope(user, "ticket__")
        return self if scope is None else self.filter(scope)

    def fired(self) -> "EscalationQuerySet":
        return self.filter(fired_at__isnull=False)

    def planned(self) -> "EscalationQuerySet":
        return self.filter(fired_at=None)


class Escalation(models.Model):
    """A rung for one ticket and one deadline: planned when the deadline is set, fired by the sweep.

    The plan is rewritten with the deadline; a fired row stays. 督办 and 通报 rows are the drafts and
    candidates that the office settles.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="escalations", verbose_name=_("ticket"))
    rung = models.ForeignKey(EscalationRung, models.PROTECT, related_name="escalations", verbose_name=_("rung"))
    due_at = models.DateTimeField(_("deadline"))
    fire_at = models.DateTimeField(_("planned for"))
    fired_at = models.DateTimeField(_("fired at"), null=True)
    run = models.ForeignKey(
        "EscalationRun", models.SET_NULL, null=True, related_name="escalations", verbose_name=_("sweep")
    )
    settled_at = models.DateTimeField(_("settled at"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("settled by")
    )
    settled_note = models.CharField(_("how it was settled"), max_length=300, blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ["-fired_at", "-id"]
        default_permissions = ("view",)
        permissions = [("settle_escalation", "Can settle supervision drafts and bulletin candidates")]
        constraints = [
            models.UniqueConstraint(fields=["ticket", "rung", "due_at"], name="escalation_once"),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(fired_at__isnull=False), name="escalation_settled_after_fired"
            ),
        ]
        indexes = [
            models.Index(fields=["fire_at"], name="escalation_planned", condition=Q(fired_at=None)),
            models.Index(
                fields=["rung", "-fired_at"],
                name="escalation_unsettled",
                condition=Q(fired_at__isnull=False, settled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.rung_id}"


class EscalationRunQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "EscalationRunQuerySet":
        """Return all sweeps to who may see escalation at all: a sweep names no ticket."""
        return self if user.has_perm("inspections.view_escalationrun") else self.none()


class EscalationRun(models.Model):
    """What the sweeps did: one that fired rungs, or several in a row that kept quiet for the same reason.

    At most one is open. Its workers share it, and one that follows a killed worker finishes it:
    the notices of a run are written with ``finished_at``, in one transaction.
    """

    started_at = models.DateTimeField(_("started at"), db_index=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    is_open = models.BooleanField(_("still running"), default=True)
    sweeps = models.PositiveIntegerField(_("sweeps"), default=1)
    worker = models.CharField(_("worker"), max_length=80, blank=True)
    fired = models.PositiveIntegerField(_("fired"), default=0)
    notices = models.PositiveIntegerField(_("notices"), default=0)
    counts = models.JSONField(_("by rung"), default=dict)
    quiet_because = models.CharField(_("kept quiet because"), max_length=60, choices=Quiet, blank=True)

    objects = EscalationRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("escalation sweep")
        verbose_name_plural = _("escalation sweeps")
        ordering = ["-id"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["is_open"], condition=Q(is_open=True), name="escalationrun_one_open"),
            models.CheckConstraint(
                condition=Q(is_open=True, finished_at=None) | Q(is_open=False, finished_at__isnull=False),
                name="escalationrun_open_until_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"
