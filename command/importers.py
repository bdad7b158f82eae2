"""Lists of the command headquarters: areas and units."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from command.choices import CODE_STEP, AreaRank, DepartmentKind
from command.models import Area, AreaLevel, Department, DepartmentAlias
from core.choices import Verdict
from core.imports.applying import Application
from core.imports.chunks import Chunk, Rule
from core.imports.cleaners import Choice, Code, Lookup, Lookups, Text
from core.imports.declaration import Column, Current
from core.imports.later_work import some, used
from core.imports.model_import import ModelImport
from core.models import ImportBatch

AREA_CODE = r"[0-9]{6}([0-9X][0-9A-Z]{2}){0,3}"
# The body that answers for a subdistrict is its 党工委, for a town or township its 党委.
TOWN_BODIES = {
    "subdistrict": ("党工委", DepartmentKind.SUBDISTRICT),
    "town": ("党委", DepartmentKind.TOWNSHIP),
    "township": ("党委", DepartmentKind.TOWNSHIP),
}


class AreaRules:
    """The place of an area in the tree: its level fits its code, its parent is known, its name is free there."""

    def __init__(self) -> None:
        self.names = {code: (name, parent) for code, name, parent in self._known()}
        self.taken = {(parent, name): code for code, (name, parent) in self.names.items()}
        self.lengths = {level.pk: AreaRank(level.rank).code_length for level in AreaLevel.objects.all()}

    @staticmethod
    def _known() -> Any:
        return Area.objects.values_list("code", "name", "parent__code")

    def __call__(self, chunk: Chunk) -> None:
        rows = zip(chunk.values["code"], chunk.values["name"], chunk.values["level"], strict=True)
        for position, (code, name, level) in enumerate(rows):
            if position not in chunk.refused:
                self._check(chunk, position, code, name, level)

    def _check(self, chunk: Chunk, position: int, code: str, name: str, level: int) -> None:
        parent = code[:-CODE_STEP]
        if len(code) != self.lengths[level]:
            reason = _("has %(length)s characters, but an area of this level has %(expected)s")
            chunk.refuse(position, "区划代码", reason % {"length": len(code), "expected": self.lengths[level]}, code)
        elif len(code) > AreaRank.CITY.code_length and parent not in self.names:
            chunk.refuse(position, "区划代码", _("belongs under %(code)s, which is not known") % {"code": parent}, code)
        elif self.taken.setdefault((parent, name), code) != code:
            other = self.taken[parent, name]
            chunk.refuse(
                position, "名称", _("is already the name of %(code)s in the same place") % {"code": other}, name
            )
        else:
            self.names[code] = (name, parent)


class AreaImport(ModelImport):
    """Official divisions by code. A town-level area brings its party committee as a department."""

    key = "areas"
    verbose_name = gettext_lazy("areas")
    model = Area
    key_fields = ("code",)
    columns = (
        Column(
            "code",
            "区划代码",
            Code(15, pattern=AREA_CODE),
            required=True,
            aliases=("代码", "行政区划代码", "编码"),
            help=gettext_lazy("6, 9, 12 or 15 characters; the parent's code is its beginning."),
            example="130682106",
        ),
        Column("name", "名称", Text(60), required=True, aliases=("区划名称", "单位名称"), example="东亭镇"),
        Column("level", "级别", Choice("levels"), required=True, aliases=("kind", "类别", "类型"), example="镇"),
    )
    own_relations = (Area, Department)

    def lookups(self) -> Lookups:
        levels = list(AreaLevel.objects.values_list("name", "key", "pk"))
        return {"levels": Lookup({n: pk for n, _k, pk in levels} | {k: pk for _n, k, pk in levels})}

    def rules(self, batch: ImportBatch) -> Sequence[Rule]:
        return (AreaRules(),)

    def apply(self, application: Application) -> None:
        super().apply(application)
        application.execute(
            "UPDATE command_area SET parent_id = (SELECT p.id FROM command_area p "  # noqa: S608
            "WHERE p.code = substr(command_area.code, 1, length(command_area.code) - 3)) "
            f"WHERE id IN (SELECT {application.new_id} FROM {application.rows} WHERE {application.where('create')})"
        )
        application.remember("departments", self._ensure_bodies(application))

    @staticmethod
    def _ensure_bodies(application: Application) -> list[int]:
        """Create the departments of the towns that have none, and return their ids."""
        keys = application.batch.rows.filter(verdict__in=(Verdict.CREATE, Verdict.UPDATE)).values("key")
        towns = Area.objects.filter(code__in=keys, level__key__in=TOWN_BODIES).select_related("level")
        wanted = {town.name + TOWN_BODIES[town.level.key][0]: town for town in towns}
        known = set(Department.objects.filter(name__in=wanted).values_list("name", flat=True))
        bodies = [
            Department(name=name, kind=TOWN_BODIES[town.level.key][1], area=town)
            for name, town in wanted.items()
            if name not in known
        ]
        return [body.pk for body in Department.objects.bulk_create(bodies)]

    def blockers(self, application: Application) -> list[str]:
        bodies = application.made.get("departments", [])
        names = used(Department, bodies)
        sentences = [_("Other records refer to the departments %(names)s.") % {"names": some(names)}] if names else []
        return [*super().blockers(application), *sentences, *self._grown(application, bodies)]

    @staticmethod
    def _grown(application: Application, bodies: list[int]) -> list[str]:
        """Name created areas under which others have come since."""
        created = application.batch.rows.filter(verdict=Verdict.CREATE).values("key")
        grown = Area.objects.filter(parent__code__in=created).exclude(code__in=created)
        others = Department.objects.filter(area__code__in=created).exclude(pk__in=bodies)
        names = [*grown.values_list("name", flat=True)[:11], *others.values_list("name", flat=True)[:11]]
        return [_("Added since below these areas: %(names)s.") % {"names": some(names)}] if names else []

    def undo(self, application: Application) -> None:
        Department.objects.filter(pk__in=application.made.get("departments", [])).delete()
        super().undo(application)


class UnitRules:
    """A nickname means one department only."""

    def __init__(self) -> None:
        self.owner = dict(DepartmentAlias.objects.values_list("name", "department__name"))
        self.names = set(Department.objects.values_list("name", flat=True))

    def __call__(self, chunk: Chunk) -> None:
        rows = zip(chunk.values["name"], chunk.values.get("nickname", [None] * len(chunk)), strict=True)
        for position, (name, nicknames) in enumerate(rows):
            if name and position not in chunk.refused:
                for nickname in split_names(nicknames):
                    self._check(chunk, position, name, nickname)

    def _check(self, chunk: Chunk, position: int, name: str, nickname: str) -> None:
        owner = nickname if nickname in self.names else self.owner.setdefault(nickname, name)
        if owner != name:
            chunk.refuse(position, "简称", _("already stands for “%(name)s”") % {"name": owner}, nickname)


class UnitImport(ModelImport):
    """Member units with the nicknames under which lists name them."""

    key = "units"
    verbose_name = gettext_lazy("member units")
    model = Department
    key_fields = ("name",)
    columns = (
        Column(
            "name",
            "单位名称",
            Text(60),
            required=True,
            aliases=("名称", "责任单位", "成员单位", "单位"),
            example="市城市管理综合行政执法局",
        ),
        Column(
            "nickname",
            "简称",
            Text(60),
            aliases=("单位简称", "别名"),
            help=gettext_lazy("Names by which lists may call the unit; several are separated by 、"),
            example="城管局",
        ),
    )
    constants = {"kind": DepartmentKind.MEMBER_UNIT}
    own_relations = (DepartmentAlias,)

    def rules(self, batch: ImportBatch) -> Sequence[Rule]:
        return (UnitRules(),)

    def current(self, keys: Sequence[str]) -> Mapping[str, Current]:
        held = super().current(keys)
        nicknames: dict[int, list[str]] = {}
        ids = [current.id for current in held.values()]
        for unit, name in DepartmentAlias.objects.filter(department__in=ids).values_list("department_id", "name"):
            nicknames.setdefault(unit, []).append(name)
        return {
            key: Current(now.id, {**now.values, "nickname": "、".join(sorted(nicknames.get(now.id, [])))})
            for key, now in held.items()
        }

    def is_same(self, column: str, new: Any, old: Any) -> bool:
        if column == "nickname":
            return set(split_names(new)) <= set(split_names(old))
        return super().is_same(column, new, old)

    def apply(self, application: Application) -> None:
        super().apply(application)
        rows = application.batch.rows.filter(verdict__in=(Verdict.CREATE, Verdict.UPDATE))
        wanted = {
            nick: key for key, data in rows.values_list("key", "data") for nick in split_names(data.get("nickname"))
        }
        known = set(DepartmentAlias.objects.filter(name__in=wanted).values_list("name", flat=True))
        units = dict(Department.objects.filter(name__in=set(wanted.values())).values_list("name", "pk"))
        aliases = [DepartmentAlias(name=n, department_id=units[key]) for n, key in wanted.items() if n not in known]
        application.remember("aliases", [alias.pk for alias in DepartmentAlias.objects.bulk_create(aliases)])

    def undo(self, application: Application) -> None:
        DepartmentAlias.objects.filter(pk__in=application.made.get("aliases", [])).delete()
        super().undo(application)


def split_names(cell: str | None) -> list[str]:
    """Return the names in a cell that holds several, separated by 、 or commas."""
    for separator in "，,；;/":
        cell = (cell or "").replace(separator, "、")
    return [name.strip() for name in (cell or "").split("、") if name.strip()]
