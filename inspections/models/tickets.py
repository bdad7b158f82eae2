"""Tickets (问题、挂账), their events and photos."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from command.choices import Role
from command.models import Area, Department, User
from core.choices import Clock
from core.models import AbstractPhoto
from core.models.audit import AppendOnlyModel
from inspections.choices import OPEN_STATES, RUNNING_STATES, PhotoRole, Source, TicketState, Verb
from inspections.models.categories import Category
from inspections.models.points import Point

SEES_ALL_TICKETS = (Role.OFFICIAL, Role.OFFICE, Role.ADMINISTRATOR, Role.AUDITOR)


def ticket_scope(user: User, prefix: str = "") -> Q | None:
    """Return the row scope of ``user`` over tickets, or None for all of them.

    ``prefix`` is the path from another model to its ticket, such as ``ticket__``.
    The one predicate behind list, detail, photo, export and API.
    """
    if user.is_superuser or user.has_role(*SEES_ALL_TICKETS):
        return None
    scope = Q(pk__in=[])
    if user.has_role(Role.INSPECTOR):
        # What somebody has reported, any group may go and confirm.
        scope |= Q(**{f"{prefix}finder_id": user.pk}) | Q(**{f"{prefix}state": TicketState.REPORTED})
        if user.department_id:
            scope |= Q(**{f"{prefix}followed_by_id": user.department_id})
    if user.has_role(Role.HANDLER, Role.AREA_STAFF) and user.department_id:
        scope |= Q(**{f"{prefix}department_id": user.department_id})
    if user.has_role(Role.AREA_STAFF) and user.area:
        scope |= Q(**{f"{prefix}area__code__startswith": user.area.code})
    return scope


class TicketQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "TicketQuerySet":
        """Return the tickets in the row scope of ``user``."""
        scope = ticket_scope(user)
        return self if scope is None else self.filter(scope)

    def open(self) -> "TicketQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def running(self) -> "TicketQuerySet":
        """Return the tickets whose handler's clock runs."""
        return self.filter(state__in=RUNNING_STATES)

    def overdue(self, *, at: datetime) -> "TicketQuerySet":
        """Return the tickets whose handler's clock runs and has run out."""
        return self.running().filter(due_at__lt=at)


class Ticket(models.Model):
    """A problem from report to 销号. State and deadline change only through ``inspections.domain.tickets``.

    ``version`` grows with every event: a form that carries an older one is stale.
    ``remaining_minutes`` is set while the clock stands (suspended, or waiting for the check):
    working minutes for working clocks, plain minutes for the others; negative when overdue.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=TicketState)
    version = models.PositiveIntegerField(_("version"), default=0)
    source = models.CharField(_("source"), max_length=10, choices=Source)

    point = models.ForeignKey(
        Point, models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("point")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="tickets", verbose_name=_("area"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="tickets", verbose_name=_("category"))
    description = models.TextField(_("description"), max_length=2000)

    finder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="found_tickets", verbose_name=_("found by")
    )
    finder_department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="found_tickets", verbose_name=_("finder's department")
    )
    followed_by = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="followed_tickets", verbose_name=_("followed by")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="tickets", verbose_name=_("responsible unit")
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="handled_tickets", verbose_name=_("handler")
    )

    reported_at = models.DateTimeField(_("reported at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    registered_at = models.DateTimeField(_("registered at"), null=True)
    dispatched_at = models.DateTimeField(_("dispatched at"), null=True)
    rectified_at = models.DateTimeField(_("rectified at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)

    limit_amount = models.PositiveSmallIntegerField(_("limit"), null=True)
    limit_clock = models.CharField(_("counted in"), max_length=12, choices=Clock, blank=True)
    due_at = models.DateTimeField(_("due at"), null=True)
    calendar_version = models.CharField(_("calendar version"), max_length=16, blank=True)
    remaining_minutes = models.IntegerField(_("time left when the clock stopped (minutes)"), null=True)

    on_the_spot = models.BooleanField(_("closed on the spot"), default=False)
    rework_count = models.PositiveSmallIntegerField(_("reworks"), default=0)
    return_count = models.PositiveSmallIntegerField(_("returns"), default=0)
    extension_asked_at = models.DateTimeField(_("extension asked at"), null=True)
    relapse_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="relapses", verbose_name=_("relapse of")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", verbose_name=_("merged into")
    )

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        ordering = ["-id"]
        default_permissions = ("view",)
        permissions = [
            ("log_ticket", "Can log a problem"),
            ("register_ticket", "Can register, dispatch, suspend and void tickets"),
            ("handle_ticket", "Can accept, rectify and return tickets"),
            ("verify_ticket", "Can check rectified tickets"),
            ("export_ticket", "Can export tickets"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["dispatched", "handling"]) | Q(department__isnull=False, due_at__isnull=False),
                name="ticket_running_has_unit_and_deadline",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="ticket_closed_has_time"
            ),
            models.CheckConstraint(
                condition=Q(remaining_minutes__isnull=True) | Q(state__in=["suspended", "rectified"]),
                name="ticket_clock_stands_only_when_stopped",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="ticket_running_due", condition=Q(state__in=["dispatched", "handling"])
            ),
            models.Index(fields=["state", "due_at"], name="ticket_state_due"),
            models.Index(fields=["confirmed_at"], name="ticket_to_verify", condition=Q(state="reported")),
            models.Index(fields=["department", "state", "due_at"], name="ticket_department"),
            models.Index(fields=["department", "-id"], name="ticket_of_department"),
            models.Index(fields=["followed_by", "-id"], name="ticket_followed"),
            models.Index(fields=["area", "-id"], name="ticket_area"),
            models.Index(fields=["point", "category", "state"], name="ticket_point_category"),
            models.Index(fields=["point", "-id"], name="ticket_at_point"),
            models.Index(fields=["-reported_at"], name="ticket_reported"),
            models.Index(fields=["-closed_at"], name="ticket_closed"),
            models.Index(
                fields=["due_at"], name="ticket_extension_asked", condition=Q(extension_asked_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def place_name(self) -> str:
        """Return the name of the point, or the place as it was told: empty where neither is known."""
        return self.point.name if self.point else self.place

    @property
    def where(self) -> str:
        """Return the most exact that is known of where it is: the point, the place as told, or the area."""
        return self.place_name or self.area.name

    @property
    def position(self) -> tuple[float, float] | None:
        """Return longitude and latitude (WGS-84 degrees): its own, else its point's; None where both are unknown."""
        if self.longitude is not None and self.latitude is not None:
            return self.longitude, self.latitude
        return self.point.position if self.point else None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


ON_TIME = Q(rectified_at__lte=F("due_at")) | Q(on_the_spot=True)


class TicketEvent(AppendOnlyModel):
    """One thing that happened to a ticket: history, statistics and outbox at once."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="events", verbose_name=_("ticket"))
    verb = models.CharField(_("what happened"), max_length=20, choices=Verb)
    from_state = models.CharField(_("from"), max_length=10, choices=TicketState, blank=True)
    to_state = models.CharField(_("to"), max_length=10, choices=TicketState)
    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", verbose_name=_("department")
    )
    note = models.TextField(_("note"), blank=True, max_length=2000)
    data = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("ticket event")
        verbose_name_plural = _("ticket events")
        ordering = ["ticket_id", "id"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["at"], name="ticketevent_at")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.verb}"


class TicketPhotoQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "TicketPhotoQuerySet":
        """Return the photos of the tickets in the row scope of ``user``."""
        scope = ticket_scope(user, "ticket__")
        return self if scope is None else self.filter(scope)


class TicketPhoto(AbstractPhoto):
    """A photo of a problem, before or after."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="photos", verbose_name=_("ticket"))
    event = models.ForeignKey(TicketEvent, models.PROTECT, related_name="photos", verbose_name=_("event"))
    role = models.CharField(_("shows"), max_length=6, choices=PhotoRole)

    objects = TicketPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["uploaded_at", "id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.file_name or str(self.pk)
