"""The list of activities with their turnout (人次) by category."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import Verdict
from core.imports.applying import Application
from core.imports.chunks import Chunk, Rule
from core.imports.cleaners import Choice, Code, Lookup, Lookups, Number, Text
from core.imports.declaration import Column, Current
from core.imports.model_import import ModelImport
from core.imports.moments import Moment, moment_of
from core.models import ImportBatch
from volunteers.choices import Category
from volunteers.domain.taking_part import MOST_HEADS
from volunteers.importers.teams import AREA, UNIT, team_lookup, units_and_areas
from volunteers.models import Activity, ActivityKind, Attendance, Turnout

HEADS = Number(least=0, most=MOST_HEADS, whole=True)
HEADERS = {Category.ORGAN: "机关人次", Category.CITIZEN: "市民人次", Category.STUDENT: "学生人次"}


class ActivityImport(ModelImport):
    """Activities by number. The head-counts are turns (人次), each category by itself."""

    key = "activities"
    verbose_name = gettext_lazy("activities")
    model = Activity
    key_fields = ("code",)
    columns = (
        Column("code", "活动编号", Code(30), required=True, aliases=("编号",), example="HD2026-0001"),
        Column("title", "活动名称", Text(120), required=True, aliases=("活动", "名称", "主题"), example="清洁家园"),
        Column("kind", "活动类型", Choice("kinds"), required=True, aliases=("类型", "活动类别"), example="义务劳动"),
        Column("team", "服务队", Choice("teams"), aliases=("志愿服务队", "队伍", "参加队伍")),
        UNIT,
        AREA,
        Column("place", "地点", Text(120), aliases=("活动地点",), example="中山公园"),
        Column("starts_at", "开始时间", Moment(), required=True, aliases=("时间",), example="2026-11-21 08:00"),
        Column("ends_at", "结束时间", Moment(), required=True, example="2026-11-21 10:00"),
        Column("organ", "机关人次", HEADS, aliases=("机关干部人次", "机关"), help=gettext_lazy("Turns, not people.")),
        Column("citizen", "市民人次", HEADS, aliases=("市民", "居民人次")),
        Column("student", "学生人次", HEADS, aliases=("学生",)),
        Column("evidence", "佐证说明", Text(200), aliases=("佐证", "佐证材料")),
    )
    own_relations = (Turnout,)

    def lookups(self) -> Lookups:
        kinds = Lookup(dict(ActivityKind.objects.values_list("name", "pk")))
        return {"kinds": kinds, "teams": team_lookup(), **units_and_areas()}

    def rules(self, batch: ImportBatch) -> Sequence[Rule]:
        return (ActivityRules(batch.created_at),)

    def current(self, keys: Sequence[str]) -> Mapping[str, Current]:
        held = super().current(keys)
        counts: dict[int, dict[str, Any]] = {
            now.id: dict.fromkeys((*Category.values, "evidence")) for now in held.values()
        }
        rows = Turnout.objects.filter(activity__in=list(counts)).order_by("pk")
        for activity, category, heads, evidence in rows.values_list("activity_id", "category", "headcount", "evidence"):
            counts[activity] |= {category: heads, "evidence": evidence or None}
        return {key: Current(now.id, {**now.values, **counts[now.id]}) for key, now in held.items()}

    # --- Applying -------------------------------------------------------------------------------

    def apply(self, application: Application) -> None:
        super().apply(application)
        for category in Category.values:
            self._record(application, category)

    @staticmethod
    def _record(application: Application, category: str) -> None:
        heads = application.value(category, "integer")
        application.execute(
            "INSERT INTO volunteers_turnout "  # noqa: S608
            "(activity_id, category, headcount, evidence, recorded_at, recorded_by_id) "
            f"SELECT a.id, %s, {heads}, COALESCE({application.value('evidence')}, ''), %s, %s "
            f"FROM {application.rows} JOIN volunteers_activity a ON a.code = r.key "
            f"WHERE {application.where()} AND {heads} IS NOT NULL "
            "ON CONFLICT (activity_id, category) DO UPDATE SET headcount = excluded.headcount, "
            "evidence = CASE excluded.evidence WHEN '' THEN volunteers_turnout.evidence ELSE excluded.evidence END, "
            "recorded_at = excluded.recorded_at, recorded_by_id = excluded.recorded_by_id",
            [category, application.stamp(application.at), application.by.pk if application.by else None],
        )

    # --- Undoing --------------------------------------------------------------------------------

    def undo(self, application: Application) -> None:
        for category in Category.values:
            self._take_back(application, category)
        application.execute(
            "DELETE FROM volunteers_turnout WHERE activity_id IN "  # noqa: S608
            f"(SELECT {application.new_id} FROM {application.rows} WHERE {application.where(Verdict.CREATE)})"
        )
        super().undo(application)

    @staticmethod
    def _take_back(application: Application, category: str) -> None:
        """Give changed activities their head-counts before; one that was not there goes."""
        changed = f"{application.where(Verdict.UPDATE)} AND r.before -> '{category}' IS NOT NULL"
        before = application.before(category, "integer")
        application.execute(
            "DELETE FROM volunteers_turnout WHERE category = %s AND activity_id IN "  # noqa: S608
            f"(SELECT r.object_id FROM {application.rows} WHERE {changed} AND {before} IS NULL)",
            [category],
        )
        application.execute(
            f"UPDATE volunteers_turnout SET headcount = {before} FROM {application.rows} "  # noqa: S608
            f"WHERE {changed} AND {before} IS NOT NULL AND category = %s AND activity_id = r.object_id",
            [category],
        )
        application.execute(
            f"UPDATE volunteers_turnout SET evidence = COALESCE({application.before('evidence')}, '') "  # noqa: S608
            f"FROM {application.rows} WHERE {application.where(Verdict.UPDATE)} "
            "AND r.before -> 'evidence' IS NOT NULL AND category = %s AND activity_id = r.object_id",
            [category],
        )


class ActivityRules:
    """Somebody organises it, it ends after it starts, and nobody takes part in what is cancelled or to come."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self, chunk: Chunk) -> None:
        codes = {code for code in chunk.values["code"] if code}
        held = {activity.code: activity for activity in Activity.objects.filter(code__in=codes)}
        named = self._named(codes)
        for position in chunk.good():
            row = {name: values[position] for name, values in chunk.values.items() if values[position] is not None}
            refusal = self._refusal(row, held.get(row["code"]), named)
            if refusal:
                column, reason, cell = refusal
                chunk.refuse(position, column, reason, cell)

    @staticmethod
    def _named(codes: set[str]) -> dict[tuple[str, str], int]:
        rows = Attendance.objects.filter(activity__code__in=codes).order_by().values("activity__code", "category")
        counted = rows.annotate(n=Count("pk")).values_list("activity__code", "category", "n")
        return {(code, category): n for code, category, n in counted}

    def _refusal(
        self, row: Mapping[str, Any], held: Activity | None, named: Mapping[tuple[str, str], int]
    ) -> tuple[str, str, object] | None:
        starts_at, ends_at = moment_of(row["starts_at"]), moment_of(row["ends_at"])
        heads = {category: row[category] for category in Category.values if category in row}
        if held is None and not ("team" in row or "department" in row):
            return "服务队", _("is missing, and so is the unit: somebody organises an activity"), ""
        if ends_at <= starts_at:
            return "结束时间", _("is not after the start"), ""
        if "evidence" in row and not heads:
            return "佐证说明", _("proves a number of turns, but there is none"), row["evidence"]
        if heads and starts_at > self.at:
            return "开始时间", _("lies ahead: nobody can have taken part"), ""
        if heads and held is not None and held.cancelled_at:
            return "活动编号", _("is cancelled: nobody can have taken part"), row["code"]
        return self._too_few(row["code"], heads, named)

    @staticmethod
    def _too_few(
        code: str, heads: Mapping[str, int], named: Mapping[tuple[str, str], int]
    ) -> tuple[str, str, object] | None:
        for category, count in heads.items():
            people = named.get((code, category), 0)
            if count < people:
                reason = _("is less than the %(people)d people recorded by name") % {"people": people}
                return HEADERS[Category(category)], reason, count
        return None
