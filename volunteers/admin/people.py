"""Kinds, teams, people and the numbers they are held against."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.admin import PortalAdmin, ReadOnlyAdmin, RecordAdmin
from core.errors import DomainError
from volunteers.admin.base import CheckedAdmin
from volunteers.domain import people
from volunteers.forms.records import MembershipForm, VolunteerForm
from volunteers.models import (
    ActivityKind,
    Membership,
    NotDouble,
    StudentTally,
    Team,
    TeamKind,
    TurnoutPlan,
    UnitRoster,
    Volunteer,
)

STATE = ("registered_at", "consented_at", "consent_means", "withdrawn_at", "erased_at", "merged_into", "source")
FACTS = ("number", "name", "sex", "birth_year", "category", "department", "area")


@admin.register(TeamKind, ActivityKind)
class KindAdmin(PortalAdmin):
    list_display = ("name", "sort")
    search_fields = ("name",)


@admin.register(Team)
class TeamAdmin(RecordAdmin):
    """Teams, their leaders and how long they were in force."""

    list_display = ("code", "name", "kind", "department", "area", "school", "leader", "valid_from", "valid_to")
    list_filter = ("kind",)
    list_select_related = ("kind", "department", "area", "leader")
    search_fields = ("code__startswith", "name", "school")
    autocomplete_fields = ("department", "area", "leader")


@admin.register(Volunteer)
class VolunteerAdmin(CheckedAdmin):
    """Volunteers. Phones and ID numbers are masked; consent and withdrawal are recorded by actions of the list."""

    form = VolunteerForm
    readonly_fields = ("masked", "masked_id", *STATE)
    list_display = (
        "number",
        "masked_name",
        "sex",
        "birth_year",
        "category",
        "department",
        "area",
        "masked",
        "is_confirmed",
    )
    list_filter = (
        "category",
        ("consented_at", admin.EmptyFieldListFilter),
        ("withdrawn_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("department", "area")
    search_fields = ("number__startswith", "name__startswith")
    autocomplete_fields = ("department", "area")
    actions = ("consent", "withdraw")

    def get_fields(self, request: HttpRequest, obj: Volunteer | None = None) -> Any:
        if obj is None:
            return (*FACTS, "phone", "id_number")
        new_phone = ["phone"] if self.has_change_permission(request, obj) else []
        return (*FACTS, "masked", *new_phone, "masked_id", *STATE)

    @admin.display(description=_("full name"), ordering="name")
    def masked_name(self, volunteer: Volunteer) -> str:
        return volunteer.masked_name or "—"

    @admin.display(description=_("mobile number (masked)"))
    def masked(self, volunteer: Volunteer) -> str:
        return volunteer.masked_phone or "—"

    @admin.display(description=_("ID number (masked)"))
    def masked_id(self, volunteer: Volunteer) -> str:
        return volunteer.masked_id or "—"

    @admin.display(description=_("consented"), boolean=True)
    def is_confirmed(self, volunteer: Volunteer) -> bool:
        return volunteer.is_confirmed

    def save_model(self, request: HttpRequest, obj: Volunteer, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.pk = people.register(**form.cleaned_data, by=request.user, at=timezone.now()).pk

    @admin.action(description=_("Record the consent of the chosen volunteers"), permissions=["change"])
    def consent(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = people.record_consents(queryset, by=request.user, at=timezone.now())
        done = ngettext("The consent of %d volunteer is recorded.", "The consent of %d volunteers is recorded.", count)
        self.message_user(request, done % count, messages.SUCCESS)

    @admin.action(description=_("Record the withdrawal of the chosen volunteers"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> None:
        for volunteer in queryset:
            try:
                people.withdraw(volunteer, by=request.user, at=timezone.now())
            except DomainError as error:
                self.message_user(request, f"{volunteer}: {error}", messages.WARNING)


@admin.register(Membership)
class MembershipAdmin(CheckedAdmin):
    """Who belongs to which team. Ending a membership keeps its history."""

    form = MembershipForm
    list_display = ("team", "volunteer", "valid_from", "valid_to")
    list_select_related = ("team", "volunteer")
    search_fields = ("team__name", "volunteer__number__startswith", "volunteer__name__startswith")
    autocomplete_fields = ("team", "volunteer")
    actions = ("leave",)

    def has_change_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        """Refuse to type over history; the list (``obj`` is None) still offers its action."""
        return obj is None and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        obj.pk = people.join(obj.team, obj.volunteer, by=request.user, at=timezone.now()).pk

    @admin.action(description=_("End the chosen memberships today"), permissions=["change"])
    def leave(self, request: HttpRequest, queryset: QuerySet) -> None:
        for membership in queryset:
            people.leave(membership, by=request.user, at=timezone.now())


@admin.register(NotDouble)
class NotDoubleAdmin(ReadOnlyAdmin, RecordAdmin):
    """Who was found to be two people. Answered, and taken back, where the two stand side by side."""

    list_display = ("first", "second", "reason", "by", "at")
    list_select_related = ("first", "second", "by")
    search_fields = ("first__number__startswith", "second__number__startswith")


@admin.register(UnitRoster)
class UnitRosterAdmin(RecordAdmin):
    """How many staff each unit has, by day of the count."""

    list_display = ("department", "counted_on", "headcount")
    list_select_related = ("department",)
    search_fields = ("department__name",)
    autocomplete_fields = ("department",)


@admin.register(TurnoutPlan)
class TurnoutPlanAdmin(ReadOnlyAdmin, RecordAdmin):
    """The targets of months. They are set on the page of the plan."""

    list_display = ("month", "department", "area", "turns", "set_by", "set_at")
    list_select_related = ("department", "area", "set_by")
    search_fields = ("department__name", "area__name")
    date_hierarchy = "month"


@admin.register(StudentTally)
class StudentTallyAdmin(RecordAdmin):
    """How many students of each school belong to a team, by school year: numbers alone."""

    list_display = ("team", "school", "year", "headcount")
    list_filter = ("year",)
    list_select_related = ("team",)
    search_fields = ("team__name", "school")
    autocomplete_fields = ("team",)
