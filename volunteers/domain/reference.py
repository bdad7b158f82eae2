"""Reference data of volunteering, seeded after migration, only where it is missing: what was edited stays."""

from inspections.models import Category
from volunteers.choices import FlagKind
from volunteers.models import ActivityKind, CleanableCategory, FlagRule, TeamKind
from volunteers.models.kinds import AbstractKind

# The teams that the article names (志愿服务活动, 未成年人思想道德建设).
TEAM_KINDS = [
    ("leifeng", "学雷锋志愿服务队"),
    ("sunset", "夕阳红志愿服务队"),
    ("aid", "扶弱助困志愿服务队"),
    ("green", "绿色环保志愿服务队"),
    ("traffic", "文明交通志愿服务队"),
]
ACTIVITY_KINDS = [
    ("labour", "义务劳动"),
    ("traffic", "文明交通劝导"),
    ("cleaning", "环境卫生整治"),
    ("visit", "敬老助困"),
    ("advice", "文明宣传"),
    ("other", "其他"),
]
# Of CJ/T 214: what needs no tools and no authority. The office adds and removes.
CLEANABLE = ("暴露垃圾", "道路不洁", "水域不洁", "绿地脏乱", "非装饰性树挂", "非法小广告")
# 民政部令第67号 wants records 真实、准确、完整、及时 and names no numbers: these are the portal's own, to be changed in
# the admin. Hours sold and typed in afterwards are a documented fraud (央视网 2025-07-17).
FLAG_RULES = [
    (FlagKind.OVERLAP, 0, "同一个人不可能同时在两处服务；前后相接的活动不算。"),
    (FlagKind.DAY, 10, "每日工作时间不超过8小时（劳动法第三十六条），另留2小时准备和收尾；再长应说明原因。"),
    (FlagKind.LENGTH, 30, "服务时长不含往返路途；提前布置、事后清理一般不超过半小时。"),
    (FlagKind.LATE, 7, "记录应当及时（民政部令第67号）；事后成批补录是倒卖服务时长的常见手法，补录应说明依据。"),
    (FlagKind.SAME, 10, "十人以上的名单两次一人不差，多为照抄；人少的固定班组不提示。"),
]


def seed() -> None:
    """Create the kinds of team and of activity, name what volunteers can clean, and when records are odd."""
    fill(TeamKind, TEAM_KINDS)
    fill(ActivityKind, ACTIVITY_KINDS)
    rules = [FlagRule(kind=kind, limit=limit, why=why) for kind, limit, why in FLAG_RULES]
    FlagRule.objects.bulk_create(rules, ignore_conflicts=True)
    if not CleanableCategory.objects.exists():
        found = Category.objects.current().filter(name__in=CLEANABLE)
        CleanableCategory.objects.bulk_create(CleanableCategory(category=category) for category in found)


def fill(model: type[AbstractKind], kinds: list[tuple[str, str]]) -> None:
    """Create ``kinds`` (key and name, in order), unless there are some already."""
    rows = model._default_manager
    if not rows.exists():
        rows.bulk_create(model(key=key, name=name, sort=sort) for sort, (key, name) in enumerate(kinds, start=1))
