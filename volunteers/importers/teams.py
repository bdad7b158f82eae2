"""The list of teams, and the names that the other lists share with it."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from command.choices import Role
from command.domain import naming
from command.models import User
from core.imports.chunks import Rule
from core.imports.cleaners import Choice, Code, Lookup, Lookups, Text
from core.imports.contacts import Day
from core.imports.declaration import Column
from core.imports.model_import import ModelImport
from core.imports.terms import EndsAfterStart
from core.imports.uniqueness import Taken
from core.models import ImportBatch
from volunteers.models import Team, TeamKind

UNIT = Column(
    "department",
    "单位",
    Choice("units"),
    aliases=("所属单位", "所在单位", "工作单位", "组织单位", "主办单位"),
    help=gettext_lazy("The unit's name or one of its nicknames."),
    example="团市委",
)
AREA = Column(
    "area",
    "区划",
    Choice("areas"),
    aliases=("街道（乡镇）", "街道", "乡镇", "社区", "社区（村）", "所属区划", "所在社区"),
    help=gettext_lazy("A town or a village. Villages of the same name are written with their town."),
    example="北城区街道",
)


def units_and_areas() -> Lookups:
    """Return the lookups of :data:`UNIT` and :data:`AREA`."""
    return {
        "units": Lookup(naming.unit_names(), naming.unit_nicknames()),
        "areas": Lookup(*naming.area_names()),
    }


def team_lookup() -> Lookup:
    """Return the teams by name; a code stands for the name."""
    teams = list(Team.objects.values_list("name", "code", "pk"))
    return Lookup({name: pk for name, _code, pk in teams}, {code: name for name, code, _pk in teams})


class TeamImport(ModelImport):
    """Teams by code."""

    key = "teams"
    verbose_name = gettext_lazy("volunteer teams")
    model = Team
    key_fields = ("code",)
    columns = (
        Column("code", "服务队编号", Code(30), required=True, aliases=("编号", "队伍编号"), example="FWD0001"),
        Column("name", "服务队名称", Text(80), required=True, aliases=("名称", "队伍名称", "志愿服务队", "队名")),
        Column("kind", "类别", Choice("kinds"), required=True, aliases=("服务队类别", "类型", "队伍类别")),
        UNIT,
        AREA,
        Column("school", "学校", Text(60), aliases=("学校名称", "所在学校"), example="东庄村小学"),
        Column(
            "leader",
            "负责人账号",
            Choice("leaders"),
            aliases=("队长账号", "负责人", "队长"),
            help=gettext_lazy("The log-in name, or the name, of an account with the role of a team leader."),
        ),
        Column("valid_from", "成立日期", Day(), aliases=("成立时间", "启用日期"), example="2026-03-05"),
        Column("valid_to", "撤销日期", Day(), aliases=("停用日期",)),
    )

    def lookups(self) -> Lookups:
        kinds = list(TeamKind.objects.values_list("name", "pk"))
        short = {name.removesuffix("志愿服务队"): name for name, _pk in kinds}
        leaders = User.objects.filter(groups__name=Role.TEAM_LEADER).values_list("username", "name", "pk")
        known = {username: pk for username, _name, pk in leaders}
        return {
            "kinds": Lookup(dict(kinds), short),
            "leaders": Lookup(known, {name: username for username, name, _pk in leaders}),
            **units_and_areas(),
        }

    def rules(self, batch: ImportBatch) -> Sequence[Rule]:
        return (Taken(self, "name"), EndsAfterStart(self))
