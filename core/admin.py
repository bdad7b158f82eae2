"""Bases of every admin page, and the admin of what all apps share. The pages of list imports are in core.imports."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.audit_words import act_in_words, kind_in_words
from core.domain import audit, jobs, topics
from core.models import AuditEntry, CalendarYear, Delivery, Digest, Job, KeptFile, Notice, SpecialDay, WorkPeriod
from core.paging import CappedPaginator


def _audit(request: HttpRequest, obj: Any, act: str, **data: Any) -> None:
    address = request.META.get("REMOTE_ADDR", "")
    audit.record(f"{obj._meta.model_name}.{act}", by=request.user, obj=obj, address=address, **data)


class RowForm(forms.ModelForm):
    """A row that is edited in its list, where the head of the column is no label: each field says what it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("aria-label", f"{self.instance} {field.label}")


class PortalAdmin(admin.ModelAdmin):
    """Lists open fast whatever their length: pages are counted up to a cap, and the whole table never.

    Whatever is typed here goes into the audit trail: the names of changed fields, not their values, since some
    are personal. Django's own log of the admin would go with the account.
    """

    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _audit(request, obj, "changed" if change else "added", fields=form.changed_data)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, form=RowForm, **kwargs)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            _audit(request, obj, "deleted")
        return super().log_deletions(request, queryset)


class ReadOnlyAdmin(PortalAdmin):
    """Rows that only the portal itself writes: nobody adds, changes or removes them here."""

    actions: Any = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RecordAdmin(PortalAdmin):
    """Rows in the reader's scope only."""

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).visible_to(request.user)  # type: ignore[attr-defined]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only what the reader may see: a form sent back would show the name of any other row."""
        rows = db_field.related_model._default_manager.all()
        if hasattr(rows, "visible_to"):
            kwargs.setdefault("queryset", rows.visible_to(request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """The audit trail: read by auditors, erased by nobody."""

    list_display = ("at", "actor_label", "what", "kind", "object_label", "address")
    fields = (*list_display, "action", "object_id", "data")
    list_filter = (("at", admin.DateFieldListFilter),)
    search_fields = ("=action", "actor_label", "=object_id", "object_label")
    search_help_text = _("Action, person, number or name of a record.")

    @admin.display(description=_("action"), ordering="action")
    def what(self, entry: AuditEntry) -> str:
        return act_in_words(entry)

    @admin.display(description=_("kind of record"), ordering="object_type")
    def kind(self, entry: AuditEntry) -> str:
        return kind_in_words(entry) or "—"


@admin.register(WorkPeriod)
class WorkPeriodAdmin(PortalAdmin):
    list_display = ("__str__",)


@admin.register(SpecialDay)
class SpecialDayAdmin(PortalAdmin):
    """Holidays and make-up working days (调休)."""

    list_display = ("date", "is_working", "name")
    list_editable = ("is_working", "name")
    list_filter = ("is_working",)
    date_hierarchy = "date"
    ordering = ("-date",)


@admin.register(CalendarYear)
class CalendarYearAdmin(PortalAdmin):
    list_display = ("year", "source")


class JobKindFilter(admin.SimpleListFilter):
    """Kinds of jobs by their names."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return jobs.names()

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class TopicFilter(admin.SimpleListFilter):
    """Topics of notices by their names."""

    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(topic.key, str(topic.name)) for topic in topics.everything()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(topic=self.value()) if self.value() else queryset


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Background work, newest first."""

    list_display = ("id", "what", "state", "done", "total", "attempts", "created_at", "created_by", "finished_at")
    list_filter = ("state", JobKindFilter)
    list_select_related = ("created_by",)

    @admin.display(description=_("kind"), ordering="kind")
    def what(self, job: Job) -> str:
        return jobs.name_of(job.kind)


@admin.register(KeptFile)
class KeptFileAdmin(ReadOnlyAdmin):
    """What jobs made for people; the files themselves are their makers' alone."""

    list_display = ("created_at", "name", "owner")
    list_select_related = ("owner",)
    exclude = ("file",)


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """What was told to whom."""

    list_display = ("created_at", "recipient", "about", "subject", "read_at")
    list_filter = (TopicFilter,)
    list_select_related = ("recipient",)
    search_fields = ("=recipient__username", "=recipient__name")
    search_help_text = _("Name or log-in name of the recipient.")

    @admin.display(description=_("topic"), ordering="topic")
    def about(self, notice: Notice) -> str:
        return str(topics.get(notice.topic).name)


@admin.register(Digest)
class DigestAdmin(ReadOnlyAdmin):
    """What each person was told in one e-mail a day."""

    list_display = ("day", "recipient", "subject", "created_at")
    list_filter = (("day", admin.DateFieldListFilter),)
    list_select_related = ("recipient",)
    search_fields = ("=recipient__username", "=recipient__name")
    search_help_text = _("Name or log-in name of the recipient.")


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """The outbox."""

    list_display = ("id", "channel", "address", "what", "state", "attempts", "next_try_at", "sent_at", "error")
    list_filter = ("state", "channel")
    list_select_related = ("notice", "digest")
    search_fields = ("=address",)
    search_help_text = _("The whole address.")

    @admin.display(description=_("text"))
    def what(self, delivery: Delivery) -> str:
        return str(delivery.notice or delivery.digest)


# Below the bases that its pages are made of.
from core import admin_imports  # noqa: E402, F401
