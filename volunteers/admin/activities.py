"""Activities and who took part."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.admin import ReadOnlyAdmin, RecordAdmin
from volunteers.admin.base import CheckedAdmin
from volunteers.domain import activities, recurrence, taking_part
from volunteers.forms.records import ActivityForm, AttendanceForm
from volunteers.models import (
    Activity,
    Attendance,
    CheckIn,
    Series,
    SeriesPost,
    Shift,
    SignUp,
    Turnout,
)


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
