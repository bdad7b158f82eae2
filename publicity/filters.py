"""Filters of the list of items."""

import django_filters
from django.utils.translation import gettext_lazy as _

from publicity.choices import ItemKind
from publicity.models import Channel, Item
from publicity.models.items import ItemQuerySet

STATES = [("draft", _("draft")), ("published", _("published")), ("withdrawn", _("taken back"))]


class ItemFilter(django_filters.FilterSet):
    """What the list of items can be narrowed by."""

    q = django_filters.CharFilter("title", "icontains", label=_("title"))
    kind = django_filters.ChoiceFilter(choices=ItemKind.choices, label=_("kind"))
    state = django_filters.ChoiceFilter(choices=STATES, method="by_state", label=_("state"))
    channel = django_filters.ModelChoiceFilter(queryset=Channel.objects.all(), label=_("channel"))

    class Meta:
        model = Item
        fields: list[str] = []

    def by_state(self, qs: ItemQuerySet, name: str, value: str) -> ItemQuerySet:
        """Narrow to drafts, to what is out, or to what was taken back."""
        if value == "published":
            return qs.published()
        return qs.filter(published_at=None) if value == "draft" else qs.exclude(withdrawn_at=None)
