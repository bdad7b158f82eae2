"""The reports in the admin: what the office keeps on pages of its own is seen here, not changed."""

from django.contrib import admin

from core.admin import ReadOnlyAdmin
from reports.models import ScreenAddress, TownOutline


@admin.register(ScreenAddress)
class ScreenAddressAdmin(ReadOnlyAdmin):
    """Addresses of the big screen, the revoked ones too."""

    list_display = ("name", "created_by", "created_at", "last_seen_at", "revoked_at")
    list_select_related = ("created_by",)
    search_fields = ("name",)


@admin.register(TownOutline)
class TownOutlineAdmin(ReadOnlyAdmin):
    """Boundaries of towns as they were loaded."""

    list_display = ("area", "loaded_at")
    list_select_related = ("area",)
    exclude = ("geometry",)
