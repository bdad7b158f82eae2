"""Admin of volunteering. What happens to rows is decided by the domain; state is shown read-only."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.admin import PortalAdmin, ReadOnlyAdmin, RecordAdmin
from core.errors import DomainError
from volunteers.domain import activities, people, recurrence, taking_part
from volunteers.forms import ActivityForm, AttendanceForm, MembershipForm, VolunteerForm
from volunteers.models import (
    Activity,
    ActivityKind,
    Attendance,
    Certificate,
    CheckIn,
    Correction,
    Membership,
    Series,
    SeriesPost,
    ServiceNote,
    Shift,
    SignUp,
    StudentTally,
    Team,
    TeamKind,
    Turnout,
    UnitRoster,
    Volunteer,
)

STATE = ("registered_at", "consented_at", "consent_means", "withdrawn_at", "erased_at", "merged_into", "source")
FACTS = ("number", "name", "sex", "birth_year", "category", "department", "area")


class CheckedAdmin(RecordAdmin):
    """Rows whose form asks the domain first, in the name of the person."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"by": request.user})


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


@admin.register(Activity)
class ActivityAdmin(RecordAdmin):
    """Activities. Cancelling is done on the activity's page."""

    form = ActivityForm
    list_display = ("code", "title", "kind", "organiser", "place", "starts_at", "cancelled_at")
    list_filter = ("kind", ("cancelled_at", admin.EmptyFieldListFilter))
    list_select_related = ("kind", "team", "department")
    date_hierarchy = "starts_at"
    search_fields = ("code__startswith", "title")
    autocomplete_fields = ("team", "department", "area")
    readonly_fields = ("cancelled_at", "cancelled_because")

    @admin.display(description=_("Organiser"))
    def organiser(self, activity: Activity) -> str:
        return str(activity.organiser)

    def save_model(self, request: HttpRequest, obj: Activity, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.pk = activities.plan(**form.cleaned_data, by=request.user, at=timezone.now()).pk


@admin.register(Attendance)
class AttendanceAdmin(CheckedAdmin):
    """Who took part by name. Recording the same person again corrects the minutes."""

    form = AttendanceForm
    list_display = ("activity", "volunteer", "category", "minutes", "recorded_at", "recorded_by")
    list_select_related = ("activity", "volunteer", "recorded_by")
    search_fields = ("activity__code__startswith", "volunteer__number__startswith")
    autocomplete_fields = ("activity", "volunteer")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Attendance, form: Any, change: bool) -> None:
        minutes = {obj.volunteer: obj.minutes}
        taking_part.record_attendance(obj.activity, minutes=minutes, by=request.user, at=timezone.now())
        obj.pk = obj.activity.attendances.get(volunteer=obj.volunteer).pk


@admin.register(Turnout)
class TurnoutAdmin(ReadOnlyAdmin, RecordAdmin):
    """Head-counts as they were recorded on the activities' pages."""

    list_display = ("activity", "category", "headcount", "evidence", "recorded_at", "recorded_by")
    list_filter = ("category",)
    list_select_related = ("activity", "recorded_by")
    search_fields = ("activity__code__startswith",)


class PostInline(admin.TabularInline):
    model = SeriesPost
    extra = 1
    autocomplete_fields = ("point",)


@admin.register(Series)
class SeriesAdmin(RecordAdmin):
    """Recurring activities with their posts. Saving makes the occurrences of the coming four weeks at once."""

    list_display = ("title", "team", "department", "weekdays", "begins", "ends", "first", "last")
    list_select_related = ("team", "department")
    search_fields = ("title",)
    autocomplete_fields = ("team", "department", "area")
    inlines = (PostInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        count = recurrence.make_ahead(at=timezone.now())
        done = ngettext("%d activity is made ahead.", "%d activities are made ahead.", count)
        self.message_user(request, done % count, messages.SUCCESS)


@admin.register(Shift)
class ShiftAdmin(ReadOnlyAdmin, RecordAdmin):
    """Posts of activities, as they are kept on the activities' pages."""

    list_display = ("activity", "place", "starts_at", "ends_at", "needed", "cancelled_at")
    list_filter = (("cancelled_at", admin.EmptyFieldListFilter),)
    list_select_related = ("activity",)
    search_fields = ("activity__code__startswith", "place")


@admin.register(SignUp)
class SignUpAdmin(ReadOnlyAdmin, RecordAdmin):
    """Who has signed up for which shift, on the activities' pages or on the own."""

    list_display = ("shift", "volunteer", "at", "by", "dropped_at")
    list_select_related = ("shift__activity", "volunteer", "by")
    search_fields = ("shift__activity__code__startswith", "volunteer__number__startswith")


@admin.register(CheckIn)
class CheckInAdmin(ReadOnlyAdmin, RecordAdmin):
    """Who answered the code of a poster. The organiser strikes out on the activity's list who was not there."""

    list_display = ("activity", "volunteer", "given", "at", "settled_at", "struck_at", "struck_by")
    list_filter = (("struck_at", admin.EmptyFieldListFilter),)
    list_select_related = ("activity", "volunteer", "struck_by")
    search_fields = ("activity__code__startswith", "volunteer__number__startswith")


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin, RecordAdmin):
    """What stood in the records of service before it was corrected."""

    list_display = ("activity", "volunteer", "before", "after", "reason", "at", "by")
    list_select_related = ("activity", "volunteer", "by")
    search_fields = ("activity__code__startswith", "volunteer__number__startswith")


@admin.register(ServiceNote)
class ServiceNoteAdmin(ReadOnlyAdmin, RecordAdmin):
    """Training, commendation and evaluation, as entered on the pages of volunteers."""

    list_display = ("volunteer", "kind", "on", "text", "team", "recorded_at", "recorded_by")
    list_filter = ("kind",)
    list_select_related = ("volunteer", "team", "recorded_by")
    search_fields = ("volunteer__number__startswith",)


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin, RecordAdmin):
    """Certificates as issued. They are issued, printed and revoked on their pages."""

    list_display = ("number", "volunteer", "team", "department", "first", "last", "minutes", "issued_at", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    list_select_related = ("volunteer", "team", "department")
    search_fields = ("number__startswith", "volunteer__number__startswith")


@admin.register(UnitRoster)
class UnitRosterAdmin(RecordAdmin):
    """How many staff each unit has, by day of the count."""

    list_display = ("department", "counted_on", "headcount")
    list_select_related = ("department",)
    search_fields = ("department__name",)
    autocomplete_fields = ("department",)


@admin.register(StudentTally)
class StudentTallyAdmin(RecordAdmin):
    """How many students of each school belong to a team, by school year: numbers alone."""

    list_display = ("team", "school", "year", "headcount")
    list_filter = ("year",)
    list_select_related = ("team",)
    search_fields = ("team__name", "school")
    autocomplete_fields = ("team",)
