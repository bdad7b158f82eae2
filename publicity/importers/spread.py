"""The lists of broadcasts (次) and of readership (人次), as platforms export them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports.chunks import Chunk, Rule
from core.imports.cleaners import Choice, Lookup, Lookups, Number
from core.imports.contacts import Day
from core.imports.declaration import KEY_JOINT, Column, Current
from core.imports.model_import import ModelImport, plain_value
from core.imports.moments import Moment, moment_of
from core.imports.validating import key_text
from core.models import ImportBatch
from publicity.importers.channels import CHANNEL, channel_lookup
from publicity.models import Broadcast, Channel, Item, Readership

ITEM = Column(
    "item",
    "稿件编号",
    Choice("items"),
    required=True,
    aliases=("编号", "稿件", "标题", "稿件标题", "文章标题"),
    help=gettext_lazy("The item's number, or its title where no other item has it."),
    example="GJ00001",
)


def item_lookup() -> Lookup:
    """Return the items by number; a title that only one item has stands for its number."""
    items = list(Item.objects.values_list("code", "title", "pk"))
    often = Counter(title for _code, title, _pk in items)
    return Lookup(
        {code: pk for code, _title, pk in items}, {title: code for code, title, _pk in items if often[title] == 1}
    )


class BroadcastImport(ModelImport):
    """How often a channel broadcast an item on a day."""

    key = "broadcasts"
    verbose_name = gettext_lazy("broadcasts")
    model = Broadcast
    key_fields = ("item", "channel", "date")
    columns = (
        ITEM,
        CHANNEL,
        Column("date", "刊播日期", Day(), required=True, aliases=("日期", "播出日期"), example="2026-11-20"),
        Column(
            "times", "次数", Number(least=1, most=10_000, whole=True), required=True, aliases=("刊播次数", "播出次数")
        ),
    )

    def lookups(self) -> Lookups:
        return {"items": item_lookup(), "channels": channel_lookup()}

    def rules(self, batch: ImportBatch) -> Sequence[Rule]:
        return (BroadcastRules(batch.created_at),)


class ReadershipImport(ModelImport):
    """Snapshots of running totals. A number that went down is kept."""

    key = "readership"
    verbose_name = gettext_lazy("readership")
    model = Readership
    key_fields = ("item", "at")
    columns = (
        ITEM,
        Column(
            "at", "统计时间", Moment(), required=True, aliases=("时间", "日期", "统计日期"), example="2026-11-20 09:00"
        ),
        Column(
            "reads",
            "阅读量",
            Number(least=0, most=10**12, whole=True),
            required=True,
            aliases=("阅读数", "阅读次数", "阅读人次", "播放量"),
            help=gettext_lazy("The running total at that time, not the day's increase."),
        ),
    )

    def lookups(self) -> Lookups:
        return {"items": item_lookup()}

    def rules(self, batch: ImportBatch) -> Sequence[Rule]:
        return (ReadershipRules(batch.created_at),)

    def current(self, keys: Sequence[str]) -> Mapping[str, Current]:
        parts = [key.split(KEY_JOINT) for key in keys]
        rows = Readership.objects.filter(
            item__in={item for item, _at in parts}, at__in={moment_of(at) for _item, at in parts}
        )
        held = rows.order_by().values_list("pk", "item_id", "at", "reads")
        found = (
            Current(pk, {"item": item, "at": plain_value(at), "reads": reads})
            for pk, item, at, reads in held.iterator()
        )
        return {key_text([now.values["item"], now.values["at"]]): now for now in found}


class OfItemRules:
    """What is true of every number of an item: it came out before, and nothing lies in the future."""

    field: str
    header: str

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self, chunk: Chunk) -> None:
        wanted = {pk for pk in chunk.values["item"] if pk}
        published = dict(Item.objects.filter(pk__in=wanted).values_list("pk", "published_at"))
        for position in chunk.good():
            row = {name: values[position] for name, values in chunk.values.items()}
            published_at = published[row["item"]]
            if published_at is None:
                chunk.refuse(position, "稿件编号", _("is a draft that is not published"), chunk.raw["item"][position])
            elif reason := self.refusal(row, published_at):
                chunk.refuse(position, self.header, reason, chunk.raw[self.field][position])

    def refusal(self, row: Mapping[str, Any], published_at: datetime) -> str:
        """Return why the row cannot be; empty if it can."""
        raise NotImplementedError


class ReadershipRules(OfItemRules):
    field, header = "at", "统计时间"

    def refusal(self, row: Mapping[str, Any], published_at: datetime) -> str:
        at = moment_of(row["at"])
        if at > self.at:
            return _("lies in the future")
        return _("is before the item was published") if at < published_at else ""


class BroadcastRules(OfItemRules):
    field, header = "date", "刊播日期"

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.channels = {channel.pk: channel for channel in Channel.objects.all()}

    def refusal(self, row: Mapping[str, Any], published_at: datetime) -> str:
        day = datetime.fromisoformat(row["date"]).date()
        if day > timezone.localdate(self.at):
            return _("lies in the future")
        if day < timezone.localdate(published_at):
            return _("is before the item was published")
        return "" if self.channels[row["channel"]].is_active(day) else _("is a day on which the channel was not in use")
