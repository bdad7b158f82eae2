"""How channels, items, broadcasts and readership are listed behind a figure."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.exports import Column
from core.listings import Listing
from publicity.choices import ChannelKind, ItemKind, MediaLevel
from publicity.models import Broadcast, Channel, Item, Readership


def _address(item: Item) -> str:
    return reverse("item-detail", args=[item.pk])


def _of_item(row: Any) -> str:
    return reverse("item-detail", args=[row.item_id])


CHANNELS = Listing(
    columns=(
        Column(_("Channel number"), lambda c: c.code),
        Column(_("Name"), lambda c: c.name, 30),
        Column(_("Kind"), lambda c: ChannelKind(c.kind).label),
        Column(_("Operator"), lambda c: c.operator, 30),
        Column(_("In use from"), lambda c: c.valid_from),
    ),
)
ITEMS = Listing(
    columns=(
        Column(_("Item number"), lambda i: i.code, url=_address),
        Column(_("Title"), lambda i: i.title, 40),
        Column(_("Kind"), lambda i: ItemKind(i.kind).label),
        Column(_("Level of the medium"), lambda i: MediaLevel(i.level).label),
        Column(_("Channel"), lambda i: i.channel.name, 24),
        Column(_("Published"), lambda i: i.published_at, 17),
    ),
    related=("channel",),
)
BROADCASTS = Listing(
    columns=(
        Column(_("Item number"), lambda b: b.item.code, url=_of_item),
        Column(_("Title"), lambda b: b.item.title, 40),
        Column(_("Channel"), lambda b: b.channel.name, 24),
        Column(_("Date"), lambda b: b.date),
    ),
    related=("item", "channel"),
)
READERSHIP = Listing(
    columns=(
        Column(_("Item number"), lambda r: r.item.code, url=_of_item),
        Column(_("Title"), lambda r: r.item.title, 40),
        Column(_("Channel"), lambda r: r.item.channel.name, 24),
        Column(_("Last snapshot"), lambda r: r.at, 17),
    ),
    related=("item__channel",),
)

LISTINGS = {Channel: CHANNELS, Item: ITEMS, Broadcast: BROADCASTS, Readership: READERSHIP}
