"""Corrections, notes, certificates and objections to them, answers about odd records: to be read. Rules: to be set."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin import PortalAdmin, ReadOnlyAdmin, RecordAdmin
from volunteers.models import (
    Certificate,
    Correction,
    FlagNote,
    FlagRule,
    Objection,
    ServiceNote,
)


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


@admin.register(Objection)
class ObjectionAdmin(ReadOnlyAdmin, RecordAdmin):
    """Objections to published certificates. They are answered on the page of the certificate."""

    list_display = ("certificate", "text", "at", "answered_at", "answered_by", "is_upheld", "answer")
    list_filter = (("answered_at", admin.EmptyFieldListFilter), "is_upheld")
    list_select_related = ("certificate", "answered_by")
    search_fields = ("certificate__number__startswith",)


@admin.register(FlagRule)
class FlagRuleAdmin(PortalAdmin):
    """From which number on a record is shown as odd. A rule that is not wanted is taken out of use."""

    list_display = ("kind", "limit", "sentence", "is_active", "why")
    fields = ("kind", "limit", "sentence", "is_active", "why")
    readonly_fields = ("kind", "sentence")

    @admin.display(description=_("what is shown as odd"))
    def sentence(self, rule: FlagRule) -> str:
        return rule.sentence

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(FlagNote)
class FlagNoteAdmin(ReadOnlyAdmin, RecordAdmin):
    """Which odd records organisers were told of, and what they answered on the page of odd records."""

    list_display = ("activity", "kind", "other", "told_at", "answered_at", "answered_by", "reason")
    list_filter = ("kind", ("answered_at", admin.EmptyFieldListFilter))
    list_select_related = ("activity", "other", "answered_by")
    search_fields = ("activity__code__startswith",)
