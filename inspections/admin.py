"""Admin of points, the classification, the limits, the ladder; tickets and what came of them only to read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.admin import PortalAdmin, ReadOnlyAdmin
from inspections.domain import escalation
from inspections.models import (
    Category,
    CategorySet,
    Escalation,
    EscalationRun,
    EscalationRung,
    LimitSet,
    Patrol,
    Point,
    PointCheck,
    PointDuty,
    PointType,
    SavedFilter,
    Sentence,
    Ticket,
    TicketEvent,
    TicketPhoto,
    TimeLimit,
)


@admin.register(SavedFilter)
class SavedFilterAdmin(ReadOnlyAdmin):
    """Filters that people keep."""

    list_display = ("name", "page", "owner", "sharing", "query")
    list_filter = ("page", "sharing")
    list_select_related = ("owner",)


@admin.register(PointType)
class PointTypeAdmin(PortalAdmin):
    list_display = ("name", "is_place", "sort")
    search_fields = ("name",)


class PointDutyInline(admin.TabularInline):
    """Who answers for the point. A hand-over closes the old row and adds a new one."""

    model = PointDuty
    extra = 0
    autocomplete_fields = ("department", "user")


@admin.register(Point)
class PointAdmin(PortalAdmin):
    """Points with their duties."""

    list_display = ("code", "name", "type", "area", "department", "active_to")
    list_filter = ("type",)
    list_select_related = ("type", "area", "department")
    search_fields = ("code__startswith", "name")
    autocomplete_fields = ("type", "area", "department")
    inlines = (PointDutyInline,)


@admin.register(Patrol)
class PatrolAdmin(PortalAdmin):
    """Trips of the supervision groups."""

    list_display = ("date", "group", "members", "kilometres", "note")
    list_filter = ("group",)
    list_select_related = ("group",)
    date_hierarchy = "date"
    search_fields = ("group__name",)


@admin.register(PointCheck)
class PointCheckAdmin(PortalAdmin):
    """Points that were looked at."""

    list_display = ("checked_at", "point", "patrol", "checked_by")
    list_select_related = ("point", "patrol__group", "checked_by")
    search_fields = ("point__code__startswith",)
    autocomplete_fields = ("point", "patrol", "checked_by")


@admin.register(CategorySet)
class CategorySetAdmin(PortalAdmin):
    list_display = ("name", "edition", "is_current", "source")


@admin.register(Category)
class CategoryAdmin(PortalAdmin):
    """The classification, 大类 and 小类."""

    list_display = ("code", "name", "parent", "kind", "set", "is_active")
    list_filter = ("set", "kind", "is_active")
    list_select_related = ("parent", "set")
    search_fields = ("code__startswith", "name", "pinyin__startswith")
    autocomplete_fields = ("parent",)


@admin.register(Sentence)
class SentenceAdmin(PortalAdmin):
    """Sentences that the form for logging offers."""

    list_display = ("text", "category", "sort")
    list_select_related = ("category",)
    search_fields = ("text", "category__name")
    autocomplete_fields = ("category",)


@admin.register(LimitSet)
class LimitSetAdmin(PortalAdmin):
    list_display = ("name", "is_current", "source")


@admin.register(TimeLimit)
class TimeLimitAdmin(PortalAdmin):
    """How long handlers have."""

    list_display = ("category", "condition", "amount", "clock", "set")
    list_filter = ("set", "clock")
    list_select_related = ("category", "set")
    search_fields = ("category__name", "condition")
    autocomplete_fields = ("category",)


@admin.register(EscalationRung)
class EscalationRungAdmin(PortalAdmin):
    """The ladder 催办 → 督办 → 通报. A change is worked into the plans of open tickets in the background."""

    list_display = ("name", "kind", "offset", "clock", "tell_handlers", "tell_office", "tell_officials", "is_active")

    def save_model(self, request: HttpRequest, obj: EscalationRung, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        escalation.ask_for_replan(by=request.user)


@admin.register(Ticket)
class TicketAdmin(ReadOnlyAdmin):
    """Tickets as they are. What is done to them is done on their pages."""

    list_display = ("number", "state", "source", "point", "category", "department", "due_at", "open_page")
    list_filter = ("state", "source", "on_the_spot")
    list_select_related = ("point", "category", "department")
    ordering = ("-id",)
    search_fields = ("number__startswith",)
    search_help_text = _("The number of a ticket, or how it begins.")

    @admin.display(description=_("page"))
    def open_page(self, ticket: Ticket) -> str:
        return format_html('<a href="{}">{}</a>', reverse("ticket-detail", args=[ticket.number]), _("Open"))


class OfTicketAdmin(ReadOnlyAdmin):
    """Rows that belong to a ticket."""

    list_select_related: Any = ("ticket",)
    search_fields = ("ticket__number__startswith",)
    search_help_text = _("The number of a ticket, or how it begins.")
    ordering: Any = ("-pk",)


@admin.register(TicketEvent)
class TicketEventAdmin(OfTicketAdmin):
    list_display = ("at", "ticket", "verb", "from_state", "to_state", "actor", "department")
    list_filter = ("verb",)
    list_select_related = ("ticket", "actor", "department")


@admin.register(TicketPhoto)
class TicketPhotoAdmin(OfTicketAdmin):
    list_display = ("file_name", "ticket", "role", "state", "taken_at", "error")
    list_filter = ("state", "role")
    ordering = ("-uploaded_at",)


@admin.register(Escalation)
class EscalationAdmin(OfTicketAdmin):
    list_display = ("ticket", "rung", "fire_at", "fired_at", "settled_at", "settled_note")
    list_filter = ("rung",)
    list_select_related = ("ticket", "rung")


@admin.register(EscalationRun)
class EscalationRunAdmin(ReadOnlyAdmin):
    list_display = ("started_at", "finished_at", "worker", "fired", "notices", "quiet_because")
