"""The list of points (点位清单), with the communities and duties (包保) that a row names."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from command.models import Area, Department, DepartmentAlias
from core.choices import Verdict
from core.domain.pinyin import initials
from core.errors import ImportRefused
from core.imports.applying import Application
from core.imports.chunks import Chunk, Rule
from core.imports.cleaners import Choice, Code, Lookup, Lookups, Number, Text
from core.imports.contacts import Phone
from core.imports.coordinates import CoordinatePair
from core.imports.declaration import Column, Current
from core.imports.later_work import keys_of_created, references, some, used
from core.imports.model_import import ModelImport
from core.models import ImportBatch
from inspections.domain import duty_import, villages
from inspections.models import Point, PointDuty, PointType

# Degrees; the rule over the pair decides whether they are the city's.
DEGREES = Number(least=-180, most=180)


class PointImport(ModelImport):
    """Points by code. A community that a row names and nobody knows is created under its town."""

    key = "points"
    verbose_name = gettext_lazy("points")
    model = Point
    key_fields = ("code",)
    columns = (
        Column(
            "code", "点位编号", Code(30), required=True, aliases=("编号", "点位编码", "点位代码"), example="DZ00001"
        ),
        Column("name", "点位名称", Text(100), required=True, aliases=("名称", "点位"), example="北街农贸市场"),
        Column("type", "点位类型", Choice("types"), required=True, aliases=("类型", "点位类别"), example="农贸市场"),
        Column(
            "town",
            "街道（乡镇）",
            Choice("towns"),
            required=True,
            aliases=("街道", "乡镇", "所属街道", "所属乡镇", "乡镇（街道）", "街道办", "乡镇街道", "街道乡镇"),
            example="北城区街道",
        ),
        Column(
            "village",
            "社区（村）",
            Text(60),
            aliases=("社区", "村", "村（社区）", "所属社区", "社区村", "村居"),
            help=gettext_lazy("A community or village that is not known yet is created under the town."),
            example="东街社区",
        ),
        Column("address", "详细地址", Text(200), aliases=("地址", "具体地址", "点位地址"), example="中山路12号"),
        Column("longitude", "经度", DEGREES, aliases=("坐标经度", "东经"), example="115.002345"),
        Column("latitude", "纬度", DEGREES, aliases=("坐标纬度", "北纬"), example="38.512345"),
        Column("leader", "包保市领导", Text(40), aliases=("市领导", "包联市领导", "市级领导"), example="张三"),
        Column(
            "department",
            "包保单位",
            Choice("units"),
            aliases=("责任单位", "包联单位", "单位"),
            help=gettext_lazy("The unit's name or one of its nicknames."),
            example="市城市管理综合行政执法局",
        ),
        Column("person", "责任人", Text(40), aliases=("包保责任人", "姓名", "联系人"), example="李四"),
        Column("phone", "联系电话", Phone(), aliases=("电话", "手机", "联系方式", "手机号"), example="13800001234"),
        Column("note", "备注", Text(500), aliases=("说明",)),
    )
    extra_fields = ("pinyin",)
    kept = ("area", "changed_at")
    asks_datum = True

    def lookups(self) -> Lookups:
        nicknames = DepartmentAlias.objects.values_list("name", "department__name")
        return {
            "types": Lookup(dict(PointType.objects.values_list("name", "pk"))),
            "towns": Lookup(dict(Area.objects.filter(active_to=None).towns().values_list("name", "pk"))),
            "units": Lookup(dict(Department.objects.values_list("name", "pk")), dict(nicknames)),
        }

    def rules(self, batch: ImportBatch) -> Sequence[Rule]:
        return (CoordinatePair(self, settings.CITY_BOUNDS, batch.datum), add_pinyin)

    def current(self, keys: Sequence[str]) -> Mapping[str, Current]:
        held = super().current(keys)
        if not held:
            return held
        ids = [now.id for now in held.values()]
        places, duties = villages.places_of(ids), duty_import.duties_of(ids)
        return {
            key: Current(now.id, {**now.values, **places[now.id], **duties.get(now.id, duty_import.NO_DUTIES)})
            for key, now in held.items()
        }

    def remarks(self, batch: ImportBatch) -> list[str]:
        names = [name for _town, name in villages.missing(Application(batch, batch.created_at))]
        if not names:
            return []
        message = _("%(count)s communities and villages are not known and will be created: %(names)s.")
        return [message % {"count": len(names), "names": some(names)}]

    # --- Applying -------------------------------------------------------------------------------

    def derived(self, application: Application) -> Mapping[str, str]:
        return {"area": f"COALESCE(v.id, {application.value('town', 'bigint')})"}

    def joins(self, application: Application) -> str:
        return villages.JOIN.format(town=application.value("town", "bigint"), village=application.value("village"))

    def apply(self, application: Application) -> None:
        villages.create_missing(application)
        super().apply(application)
        villages.move_points(application)
        duty_import.hand_over(application)

    # --- Undoing --------------------------------------------------------------------------------

    def blockers(self, application: Application) -> list[str]:
        changed = [*self._changed(application), *duty_import.changed(application)]
        keys = sorted(set(changed))
        sentences = [_("Changed since the import: %(keys)s.") % {"keys": some(keys)}] if keys else []
        return [*sentences, *references(application, Point, skip=(PointDuty,))]

    @staticmethod
    def _changed(application: Application) -> list[str]:
        """Return keys of rows whose point was written after the batch: its stamp differs."""
        stamp = application.stamp(application.batch.applied_at)
        created = keys_of_created(application, "inspections_point", "id", "AND changed_at <> %s", [stamp])
        changed = application.query(
            f"SELECT r.key FROM {application.rows} LEFT JOIN inspections_point p ON p.id = r.object_id "  # noqa: S608
            f"WHERE {application.where(Verdict.UPDATE)} AND (p.id IS NULL OR p.changed_at <> %s) LIMIT 11",
            [stamp],
        )
        return [*created, *(key for (key,) in changed)]

    def undo(self, application: Application) -> None:
        duty_import.take_back(application)
        super().undo(application)
        villages.put_points_back(application)
        made = application.made.get("areas", [])
        others = used(Area, made)
        if others:
            raise ImportRefused(_("Other records refer to the areas %(names)s.") % {"names": some(others)})
        Area.objects.filter(pk__in=made).delete()


def add_pinyin(chunk: Chunk) -> None:
    """Give every row the initials by which its point is searched."""
    chunk.values["pinyin"] = [initials(name) if name else None for name in chunk.values["name"]]
