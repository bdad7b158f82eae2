"""Duties (包保) that a list of points names: the city leader, and the unit with its person and telephone.

A change is a hand-over: the old duty ends and a new one begins, so that history stays.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Case, F, Value, When

from command.choices import DepartmentKind
from command.models import DutyLevel
from core.choices import Verdict
from core.imports.applying import Application, last_id, lock
from core.imports.later_work import keys_of_created
from inspections.models import PointDuty

NO_DUTIES = {"leader": None, "person": None, "phone": None}
TOWN_KINDS = f"'{DepartmentKind.SUBDISTRICT}', '{DepartmentKind.TOWNSHIP}'"
LEVEL_OF_UNIT = f"CASE WHEN u.kind IN ({TOWN_KINDS}) THEN %s ELSE %s END"
UNIT_LEVELS = ("county", "township")
DUTY = "inspections_pointduty"
COLUMNS = "point_id, level_id, department_id, person, phone, user_id, active_from, active_to, changed_at"
# What a changed row names differently, by the JSON keys of what it replaced.
LEADER_CHANGED = "r.before -> 'leader' IS NOT NULL"
UNIT_CHANGED = (
    "(r.before -> 'department' IS NOT NULL OR r.before -> 'person' IS NOT NULL OR r.before -> 'phone' IS NOT NULL)"
)


def duties_of(points: list[int]) -> Mapping[int, dict[str, Any]]:
    """Return leader, person and telephone of the current duties of each point that has any."""
    duties_now = PointDuty.objects.current().filter(point__in=points, level__key__in=("city", *UNIT_LEVELS))
    rows = duties_now.order_by("pk").values_list(
        "point_id", "level__key", "person", "phone", "department_id", "point__department_id"
    )
    held: dict[int, dict[str, Any]] = {}
    for point, level, person, phone, department, own in rows.iterator():
        duties = held.setdefault(point, dict(NO_DUTIES))
        if level == "city":
            duties["leader"] = person or None
        elif department == own:
            duties |= {"person": person or None, "phone": phone or None}
    return held


def hand_over(application: Application) -> None:
    """Open the duties that new rows name; end and replace those that changed rows name differently."""
    lock(PointDuty)
    first = last_id(PointDuty)
    levels = dict(DutyLevel.objects.values_list("key", "pk"))
    _open_new(application, levels)
    _open_changed_leaders(application, levels)
    _open_changed_units(application, levels, first)
    application.remember("ended", _end_replaced(application, levels, first))
    application.remember("duties", [first, last_id(PointDuty)])


def _open_new(application: Application, levels: Mapping[str, int]) -> None:
    """The duties of new points: the leader's, and the unit's with its person and telephone."""
    leader, unit = application.value("leader"), application.value("department", "bigint")
    person, phone = application.value("person"), application.value("phone")
    opened = _opened(application)
    application.execute(
        f"INSERT INTO {DUTY} ({COLUMNS}) SELECT {application.new_id}, %s, NULL, {leader}, '', NULL, %s, NULL, %s "  # noqa: S608
        f"FROM {application.rows} WHERE {application.where(Verdict.CREATE)} AND {leader} IS NOT NULL",
        [levels["city"], *opened],
    )
    application.execute(
        f"INSERT INTO {DUTY} ({COLUMNS}) SELECT {application.new_id}, {LEVEL_OF_UNIT}, u.id, "  # noqa: S608
        f"COALESCE({person}, ''), COALESCE({phone}, ''), NULL, %s, NULL, %s "
        f"FROM {application.rows} LEFT JOIN command_department u ON u.id = {unit} "
        f"WHERE {application.where(Verdict.CREATE)} AND COALESCE({application.value('department')}, {person}, {phone}) "
        "IS NOT NULL",
        [levels["township"], levels["county"], *opened],
    )


def _open_changed_leaders(application: Application, levels: Mapping[str, int]) -> None:
    leader = application.value("leader")
    application.execute(
        f"INSERT INTO {DUTY} ({COLUMNS}) SELECT r.object_id, %s, NULL, {leader}, '', NULL, %s, NULL, %s "  # noqa: S608
        f"FROM {application.rows} WHERE {application.where(Verdict.UPDATE)} AND {LEADER_CHANGED}",
        [levels["city"], *_opened(application)],
    )


def _open_changed_units(application: Application, levels: Mapping[str, int], before: int) -> None:
    """A blank cell of a changed row keeps what the replaced duty has."""
    application.execute(
        f"INSERT INTO {DUTY} ({COLUMNS}) SELECT p.id, {LEVEL_OF_UNIT}, u.id, "  # noqa: S608
        f"COALESCE({application.value('person')}, d.person, ''), COALESCE({application.value('phone')}, d.phone, ''), "
        f"NULL, %s, NULL, %s FROM {application.rows} JOIN inspections_point p ON p.id = r.object_id "
        "LEFT JOIN command_department u ON u.id = p.department_id "
        f"LEFT JOIN {DUTY} d ON {_replaced_unit_duty(application, levels, before)} "
        f"WHERE {application.where(Verdict.UPDATE)} AND {UNIT_CHANGED}",
        [levels["township"], levels["county"], *_opened(application)],
    )


def _replaced_unit_duty(application: Application, levels: Mapping[str, int], before: int) -> str:
    """Return the condition for the current duty ``d`` of the unit that the point ``p`` had before the row ``r``."""
    old = (
        "CASE WHEN r.before -> 'department' IS NOT NULL "
        f"THEN {application.before('department', 'bigint')} ELSE p.department_id END"
    )
    of_units = ", ".join(str(levels[key]) for key in UNIT_LEVELS)
    return (
        f"d.point_id = p.id AND d.active_to IS NULL AND d.id <= {before} AND d.level_id IN ({of_units}) "
        f"AND COALESCE(d.department_id, 0) = COALESCE({old}, 0)"
    )


def _end_replaced(application: Application, levels: Mapping[str, int], before: int) -> list[int]:
    """End the duties in whose place new ones were opened, and return their ids. The last day is yesterday."""
    today = application.today
    leader = f"d.level_id = {levels['city']} AND d.point_id = p.id AND d.active_to IS NULL AND d.id <= {before}"
    unit = _replaced_unit_duty(application, levels, before)
    ended = application.query(
        f"SELECT d.id FROM {application.rows} JOIN inspections_point p ON p.id = r.object_id "  # noqa: S608
        f"JOIN {DUTY} d ON d.point_id = p.id WHERE {application.where(Verdict.UPDATE)} "
        f"AND (({LEADER_CHANGED} AND {leader}) OR ({UNIT_CHANGED} AND {unit}))"
    )
    ids = [pk for (pk,) in ended]
    last_day = Case(When(active_from__gte=today, then=F("active_from")), default=Value(today - timedelta(days=1)))
    for some in batched(ids):
        PointDuty.objects.filter(pk__in=some).update(active_to=last_day)
    return ids


def changed(application: Application) -> list[str]:
    """Return keys of rows whose duties are no longer as the batch left them: written since, or joined by others."""
    first, last = application.made["duties"]
    written = "AND (id > %s OR (id > %s AND changed_at <> %s))"
    params = [last, first, application.stamp(application.batch.applied_at)]
    found = application.query(
        f"SELECT r.key FROM {application.rows} WHERE {application.where(Verdict.UPDATE)} AND EXISTS "  # noqa: S608
        f"(SELECT 1 FROM {DUTY} WHERE point_id = r.object_id {written}) LIMIT 11",
        params,
    )
    return [*keys_of_created(application, DUTY, "point_id", written, params), *(key for (key,) in found)]


def take_back(application: Application) -> None:
    """Remove the duties that the batch opened, and let those that it ended go on."""
    first, last = application.made["duties"]
    application.execute(f"DELETE FROM {DUTY} WHERE id > %s AND id <= %s", [first, last])  # noqa: S608
    for some in batched(application.made.get("ended", [])):
        PointDuty.objects.filter(pk__in=some).update(active_to=None)


def batched(ids: list[int], size: int = 5000) -> Iterator[list[int]]:
    """Yield the ids in pieces that a database takes as parameters."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def _opened(application: Application) -> list[Any]:
    """Return the parameters of a duty that begins with the batch: its first day, and the time of writing."""
    return [application.today.isoformat(), application.stamp(application.at)]
