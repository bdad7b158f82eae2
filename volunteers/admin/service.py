"""Corrections, notes, certificates and objections to them: to be read."""

from django.contrib import admin

from core.admin import ReadOnlyAdmin, RecordAdmin
from volunteers.models import (
    Certificate,
    Correction,
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
