"""Problems that volunteers take on: what they can clean, and what they took on."""

from django.contrib import admin
from django.http import HttpRequest

from core.admin import PortalAdmin, ReadOnlyAdmin, RecordAdmin
from volunteers.models import Claim, ClaimPhoto, CleanableCategory


@admin.register(CleanableCategory)
class CleanableCategoryAdmin(PortalAdmin):
    """Categories of problem that leaders are offered."""

    list_display = ("category",)
    list_select_related = ("category",)
    autocomplete_fields = ("category",)

    def has_change_permission(self, request: HttpRequest, obj: CleanableCategory | None = None) -> bool:
        return False


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin, RecordAdmin):
    """Tickets on activities. Taking on, answering and handing in is done on the pages of activity and ticket."""

    list_display = ("activity", "ticket", "taken_at", "answered_at", "handed_in_at", "released_at")
    list_filter = (("released_at", admin.EmptyFieldListFilter), ("handed_in_at", admin.EmptyFieldListFilter))
    list_select_related = ("activity", "ticket")
    search_fields = ("activity__code__startswith", "ticket__number__startswith")


@admin.register(ClaimPhoto)
class ClaimPhotoAdmin(ReadOnlyAdmin, RecordAdmin):
    """Photos of the work, as the pages show them."""

    list_display = ("claim", "file_name", "state", "uploaded_at", "uploaded_by")
    exclude = ("original", "display", "thumbnail")
    list_select_related = ("claim__activity", "claim__ticket", "uploaded_by")
