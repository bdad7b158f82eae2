"""The list of channels, and the names that the other lists share with it."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from core.imports.chunks import Rule
from core.imports.cleaners import Choice, Code, Lookup, Options, Text
from core.imports.contacts import Day
from core.imports.declaration import Column
from core.imports.model_import import ModelImport
from core.imports.terms import EndsAfterStart
from core.imports.uniqueness import Taken
from core.models import ImportBatch
from publicity.choices import ChannelKind
from publicity.models import Channel

KINDS = {
    "主流媒体": ChannelKind.MAINSTREAM.value,
    "市主流媒体": ChannelKind.MAINSTREAM.value,
    "自媒体": ChannelKind.SELF_MEDIA.value,
    "公众号": ChannelKind.PUBLIC_ACCOUNT.value,
    "微信公众号": ChannelKind.PUBLIC_ACCOUNT.value,
}
CHANNEL = Column(
    "channel",
    "渠道",
    Choice("channels"),
    required=True,
    aliases=("渠道名称", "刊播渠道", "发布渠道", "媒体", "账号", "渠道编号"),
    help=gettext_lazy("The channel's name, or its number where several have the same name."),
    example="定州日报",
)


def channel_lookup() -> Lookup:
    """Return the channels by name; those that share a name go by their number. A number stands for the name."""
    channels = list(Channel.objects.values_list("name", "code", "pk"))
    often = Counter(name for name, _code, _pk in channels)
    called = {code: name if often[name] == 1 else code for name, code, _pk in channels}
    return Lookup({called[code]: pk for _name, code, pk in channels}, called)


class ChannelImport(ModelImport):
    """Channels by number."""

    key = "channels"
    verbose_name = gettext_lazy("channels")
    model = Channel
    key_fields = ("code",)
    columns = (
        Column("code", "渠道编号", Code(30), required=True, aliases=("编号",), example="QD0001"),
        Column(
            "name", "渠道名称", Text(80), required=True, aliases=("名称", "账号名称", "媒体名称"), example="定州日报"
        ),
        Column("kind", "渠道类型", Options(words=KINDS), required=True, aliases=("类型", "类别"), example="公众号"),
        Column("operator", "运营单位", Text(80), aliases=("运营者", "主办单位", "运营主体"), example="市融媒体中心"),
        Column("valid_from", "启用日期", Day(), aliases=("开通日期", "开通时间")),
        Column("valid_to", "停用日期", Day(), aliases=("注销日期",)),
    )

    def rules(self, batch: ImportBatch) -> Sequence[Rule]:
        return (Taken(self, "name", "kind", "operator"), EndsAfterStart(self))
