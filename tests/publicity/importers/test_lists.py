from datetime import date

import pytest
from django.utils import timezone

from core.imports.undoing import undo
from publicity.models import Broadcast, Channel, Item, Readership
from tests.lists import applied, checked, reasons, refused_columns, verdicts
from tests.publicity.conftest import NOW, WEEK_AGO, item


@pytest.fixture(autouse=True)
def _today(time_machine, media):
    time_machine.move_to(NOW, tick=False)


CHANNELS = ["渠道编号", "渠道名称", "渠道类型", "运营单位", "启用日期", "停用日期"]
ITEMS = ["稿件编号", "标题", "类型", "级别", "渠道", "发布时间", "网址", "转载自"]
READS = ["稿件编号", "统计时间", "阅读量"]
TIMES = ["稿件编号", "渠道", "刊播日期", "次数"]


def test_a_channel_is_created_once():
    row = ["QD100", "定州发布", "微信公众号", "市委宣传部", "2026-01-01", ""]
    applied("channels", CHANNELS, row)
    added = Channel.objects.get(code="QD100")
    assert (added.kind, added.valid_from) == ("public_account", date(2026, 1, 1))
    assert verdicts(checked("channels", CHANNELS, row)) == ["same"]


def test_bad_channels_are_refused_in_words():
    batch = checked(
        "channels",
        CHANNELS,
        ["QD101", "文明定州", "公众号", "市文明办", "", ""],
        ["QD103", "旧号", "自媒体", "某人", "2026-05-01", "2026-04-01"],
    )
    assert reasons(batch) == ["渠道名称 已用于QD002", "停用日期 早于启用日期"]


def test_an_item_comes_with_channel_time_and_original(media):
    row = ["GJ100", "再转一次", "稿件", "省级", "文明定州", "2026-11-20 09:30", "https://example.test/1", "GJ0002"]
    applied("items", ITEMS, row)
    added = Item.objects.get(code="GJ100")
    assert (added.channel, added.level, added.reprint_of) == (media.account, "provincial", media.article)
    assert added.published_at.isoformat() == "2026-11-20T01:30:00+00:00"
    assert verdicts(checked("items", ITEMS, row)) == ["same"]


def test_bad_items_are_refused_in_words(media):
    Channel.objects.filter(pk=media.daily.pk).update(valid_to=date(2026, 11, 10))
    batch = checked(
        "items",
        ITEMS,
        ["GJ101", "明天的稿件", "稿件", "市级", "文明定州", "2026-11-24 08:00", "", ""],
        ["GJ102", "停刊之后", "稿件", "市级", "定州日报", "2026-11-20 08:00", "", ""],
        ["GJ103", "脚本", "稿件", "市级", "文明定州", "", "javascript:alert(1)", ""],
        ["GJ0001", "红马甲走上街头", "稿件", "市级", "定州日报", "", "", "GJ0002"],
    )
    assert reasons(batch) == [
        "发布时间 晚于当前时间",
        "发布时间 当日该渠道未启用或已停用",
        "网址 不是网址",
        "转载自 是该稿件自身或其转载稿",
    ]


def test_a_channel_whose_name_two_have_goes_by_its_number(media):
    Channel.objects.create(code="QD009", name="文明定州", kind="self_media", operator="某公司")
    batch = applied("items", ITEMS, ["GJ100", "新稿", "稿件", "市级", "QD009", "", "", ""])
    assert verdicts(batch) == ["create"]
    assert Item.objects.get(code="GJ100").channel.code == "QD009"


def test_a_platform_export_names_items_by_title(media):
    item("GJ0007", "斑马线前", media.daily)
    applied("readership", ["文章标题", "统计时间", "阅读数"], ["斑马线前", "2026-11-22", "1,234"])
    assert list(Readership.objects.values_list("item__code", "reads")) == [("GJ0007", 1234)]


def test_readership_is_taken_over_once_and_corrected_by_the_next_list(media):
    applied("readership", READS, ["GJ0001", "2026-11-22 08:00", "500"], ["GJ0001", "2026-11-23 08:00", "480"])
    assert Readership.objects.reads() == 480
    assert verdicts(checked("readership", READS, ["GJ0001", "2026-11-22 08:00", "500"])) == ["same"]
    batch = applied("readership", READS, ["GJ0001", "2026-11-23 08:00", "490"])
    assert (verdicts(batch), Readership.objects.reads()) == (["update"], 490)
    undo(batch, by=None, at=timezone.now())
    assert Readership.objects.reads() == 480


def test_bad_readership_is_refused_in_words():
    batch = checked(
        "readership",
        READS,
        ["GJ0001", "2026-11-24 08:00", "500"],
        ["GJ0001", "2026-01-01 08:00", "500"],
        ["GJ0003", "2026-11-22 08:00", "500"],
    )
    assert reasons(batch) == [
        "统计时间 晚于当前时间",
        "统计时间 早于稿件发布时间",
        "稿件编号 尚未发布",
    ]


def test_broadcasts_are_taken_over_and_undone(media):
    day = f"{WEEK_AGO:%Y-%m-%d}"
    row = ["GJ0001", "定州日报", day, "6"]
    batch = applied("broadcasts", TIMES, row)
    assert (Broadcast.objects.items(), Broadcast.objects.times()) == (1, 6)
    assert verdicts(checked("broadcasts", TIMES, row)) == ["same"]
    undo(batch, by=None, at=timezone.now())
    assert Broadcast.objects.times() == 0


def test_bad_broadcasts_are_refused_in_words(media):
    batch = checked(
        "broadcasts",
        TIMES,
        ["GJ0001", "定州日报", "2026-11-24", "6"],
        ["GJ0001", "定州日报", "2026-01-01", "6"],
    )
    assert reasons(batch) == ["刊播日期 晚于当前时间", "刊播日期 早于稿件发布时间"]


@pytest.mark.parametrize(
    ("kind", "header", "row", "column"),
    [
        ("channels", CHANNELS, ["QD102", "新号", "电报", "某人", "", ""], "渠道类型"),
        ("items", ITEMS, ["GJ104", "新稿", "稿件", "市级", "定州曰报", "", "", ""], "渠道"),
        ("items", ITEMS, ["GJ105", "新稿", "稿件", "市级", "文明定州", "", "", "GJ9999"], "转载自"),
        ("items", ITEMS, ["GJ106", "新稿", "稿件", "县级", "文明定州", "", "", ""], "媒体级别"),
        ("readership", READS, ["GJ0001", "2026-11-22 08:00", "-5"], "阅读量"),
        ("readership", READS, ["GJ0001", "2026-11-22 08:00", "十万"], "阅读量"),
        ("broadcasts", TIMES, ["GJ0001", "定州日报", "2026-11-20", "0"], "次数"),
    ],
)
def test_cells_that_are_no_numbers_or_names_are_refused(kind, header, row, column):
    assert refused_columns(checked(kind, header, row)) == [column]
