"""Reference data of volunteering, seeded after migration, only where the table is empty."""

from inspections.models import Category
from volunteers.models import ActivityKind, CleanableCategory, TeamKind
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


def seed() -> None:
    """Create the kinds of team and of activity, and name what volunteers can clean."""
    fill(TeamKind, TEAM_KINDS)
    fill(ActivityKind, ACTIVITY_KINDS)
    if not CleanableCategory.objects.exists():
        found = Category.objects.current().filter(name__in=CLEANABLE)
        CleanableCategory.objects.bulk_create(CleanableCategory(category=category) for category in found)


def fill(model: type[AbstractKind], kinds: list[tuple[str, str]]) -> None:
    """Create ``kinds`` (key and name, in order), unless there are some already."""
    rows = model._default_manager
    if not rows.exists():
        rows.bulk_create(model(key=key, name=name, sort=sort) for sort, (key, name) in enumerate(kinds, start=1))
