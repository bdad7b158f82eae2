"""Admin of publicity. Publishing, readings and broadcasts are recorded on the items' pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.admin import ReadOnlyAdmin, RecordAdmin
from publicity.domain import items
from publicity.forms import ItemForm
from publicity.models import Broadcast, Channel, Item, Readership


@admin.register(Channel)
class ChannelAdmin(RecordAdmin):
    """Channels, who runs them and how long they were in use."""

    list_display = ("code", "name", "kind", "operator", "valid_from", "valid_to")
    list_filter = ("kind",)
    search_fields = ("code__startswith", "name", "operator")


@admin.register(Item)
class ItemAdmin(RecordAdmin):
    """Items. When they came out and were taken back is shown, not typed."""

    form = ItemForm
    list_display = ("code", "title", "kind", "level", "channel", "published_at", "withdrawn_at", "is_reprint")
    list_filter = ("kind", "level", ("published_at", admin.EmptyFieldListFilter))
    list_select_related = ("channel",)
    date_hierarchy = "published_at"
    search_fields = ("code__startswith", "title")
    autocomplete_fields = ("channel", "reprint_of")
    readonly_fields = ("published_at", "withdrawn_at")

    @admin.display(description=_("reprint"), boolean=True)
    def is_reprint(self, item: Item) -> bool:
        return item.reprint_of_id is not None

    def save_model(self, request: HttpRequest, obj: Item, form: Any, change: bool) -> None:
        if not change:
            obj.pk = items.draft(**form.cleaned_data, by=request.user, at=timezone.now()).pk
            return
        super().save_model(request, obj, form, change)
        if obj.reprint_of is not None and "reprint_of" in form.changed_data:
            items.mark_reprint(obj, of=obj.reprint_of, by=request.user, at=timezone.now())


@admin.register(Broadcast)
class BroadcastAdmin(ReadOnlyAdmin, RecordAdmin):
    list_display = ("date", "item", "channel", "times")
    list_select_related = ("item", "channel")
    search_fields = ("item__code__startswith",)


@admin.register(Readership)
class ReadershipAdmin(ReadOnlyAdmin, RecordAdmin):
    list_display = ("at", "item", "reads", "recorded_by")
    list_select_related = ("item", "recorded_by")
    search_fields = ("item__code__startswith",)
