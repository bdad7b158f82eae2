"""The list of items: articles, advertisements, videos, posters."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports.chunks import Chunk, Rule
from core.imports.cleaners import Choice, Code, Lookup, Lookups, Options, Text
from core.imports.declaration import Column
from core.imports.model_import import ModelImport
from core.imports.moments import Moment, moment_of
from core.models import ImportBatch
from publicity.choices import ItemKind, MediaLevel
from publicity.importers.channels import CHANNEL, channel_lookup
from publicity.models import Channel, Item
from publicity.models.items import WEB_ADDRESS

KINDS = {
    "稿件": ItemKind.ARTICLE.value,
    "文章": ItemKind.ARTICLE.value,
    "新闻": ItemKind.ARTICLE.value,
    "公益广告": ItemKind.ADVERTISEMENT.value,
    "视频": ItemKind.VIDEO.value,
    "短视频": ItemKind.VIDEO.value,
    "海报": ItemKind.POSTER.value,
}
LEVELS = {
    "国家级": MediaLevel.NATIONAL.value,
    "国家": MediaLevel.NATIONAL.value,
    "中央": MediaLevel.NATIONAL.value,
    "省级": MediaLevel.PROVINCIAL.value,
    "省": MediaLevel.PROVINCIAL.value,
    "市级": MediaLevel.CITY.value,
    "市": MediaLevel.CITY.value,
}


class ItemImport(ModelImport):
    """Items by number. A reprint names the number of the original, which must be there already."""

    key = "items"
    verbose_name = gettext_lazy("publicity items")
    model = Item
    key_fields = ("code",)
    columns = (
        Column("code", "稿件编号", Code(30), required=True, aliases=("编号",), example="GJ00001"),
        Column(
            "title", "标题", Text(200), required=True, aliases=("稿件标题", "名称", "题目"), example="红马甲走上街头"
        ),
        Column("kind", "类型", Options(words=KINDS), required=True, aliases=("稿件类型", "类别"), example="稿件"),
        Column("level", "媒体级别", Options(words=LEVELS), aliases=("级别", "刊播级别"), example="市级"),
        CHANNEL,
        Column(
            "published_at",
            "发布时间",
            Moment(),
            aliases=("发布日期", "刊播日期", "刊播时间"),
            example="2026-11-20 09:30",
        ),
        Column("url", "网址", Text(500), aliases=("链接", "原文链接")),
        Column(
            "reprint_of",
            "转载自",
            Choice("originals"),
            aliases=("原稿编号", "转载"),
            help=gettext_lazy("The number of the original. A reprint is not counted beside it."),
        ),
    )

    def lookups(self) -> Lookups:
        items = Item.objects.values_list("code", "pk", "reprint_of")
        return {"channels": channel_lookup(), "originals": Lookup({code: root or pk for code, pk, root in items})}

    def rules(self, batch: ImportBatch) -> Sequence[Rule]:
        return (ItemRules(batch.created_at),)


class ItemRules:
    """An item comes out in a channel in use, not in the future, at a web address, and reprints no item of its own."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.channels = {channel.pk: channel for channel in Channel.objects.all()}

    def __call__(self, chunk: Chunk) -> None:
        codes = {code for code in chunk.values["code"] if code}
        own = dict(Item.objects.filter(code__in=codes).values_list("code", "pk"))
        for position in chunk.good():
            row = {name: values[position] for name, values in chunk.values.items() if values[position] is not None}
            refusal = self._refusal(row, own)
            if refusal:
                column, reason = refusal
                chunk.refuse(position, column, reason, chunk.raw[self._field(column)][position])

    @staticmethod
    def _field(header: str) -> str:
        return {"发布时间": "published_at", "网址": "url", "转载自": "reprint_of"}[header]

    def _refusal(self, row: Mapping[str, Any], own: Mapping[str, int]) -> tuple[str, str] | None:
        if "published_at" in row:
            published_at = moment_of(row["published_at"])
            if published_at > self.at:
                return "发布时间", _("lies in the future")
            if not self.channels[row["channel"]].is_active(self._day(published_at)):
                return "发布时间", _("is a day on which the channel was not in use")
        if not _is_web_address(row.get("url", "")):
            return "网址", _("is not a web address")
        if "reprint_of" in row and row["reprint_of"] == own.get(row["code"]):
            return "转载自", _("is the item itself or one of its reprints")
        return None

    @staticmethod
    def _day(moment: datetime) -> date:
        return timezone.localdate(moment)


def _is_web_address(text: str) -> bool:
    try:
        if text:
            WEB_ADDRESS(text)
    except ValidationError:
        return False
    return True
