"""100,000 points from a workbook: read, checked, previewed and applied, then undone.

The floor is what nobody can avoid: reading the file with the fastest reader, and COPY of the same rows into a table
identical to the points': columns, checks, indexes and foreign keys. The import writes two duties beside each point
and keeps every row for preview and undo, which the floor does not. A second line leaves the foreign keys out.
"""

import csv
import io
import random
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter
from django.core.files import File
from django.db import connection, transaction
from django.utils import timezone

from bench.context import Context
from bench.result import Result
from command.choices import DepartmentKind
from command.models import Area, AreaLevel, Department
from core.imports.applying import apply
from core.imports.batches import read, upload
from core.imports.undoing import undo
from core.models import ImportBatch
from inspections.models import Point, PointDuty, PointType

ROWS = 100_000
TOWNS = 25
UNITS = 93
ROADS = [
    "兴定路",
    "刀枪街",
    "博陵街",
    "中兴路",
    "长安路",
    "大道观街",
    "自来佛街",
    "古楼街",
    "清风街",
    "商业街",
    "中山路",
    "永清街",
]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林郭马罗"
GIVEN = "伟芳秀英敏静丽强磊军洋艳勇杰娟涛明超霞平刚玲"
HEADER = (
    "序号",
    "点位编号",
    "点位名称",
    "点位类型",
    "所属区域",
    "",
    "详细地址",
    "坐标",
    "",
    "包保责任",
    "",
    "",
    "",
    "备注",
)
SECOND = {
    4: "街道（乡镇）",
    5: "社区（村）",
    7: "经度",
    8: "纬度",
    9: "包保市领导",
    10: "包保单位",
    11: "责任人",
    12: "联系电话",
}
MEGABYTE = 1024  # ru_maxrss counts in kB


def run(context: Context) -> list[Result]:
    """Return time and memory of the import, and the time of its undo, against their floors."""
    rows = context.size(ROWS)
    path = context.folder / "points.xlsx"
    city()
    write_workbook(path, list(office_rows(rows)))
    batch, ours, parts = timed_import(path)
    memory = peak_memory()
    check(Point.objects.count() == rows, batch)
    undone = timed(lambda: undo(batch, by=None, at=timezone.now()))
    check(not Point.objects.exists(), batch)
    reading = read_floor(path)
    floor, bare = (reading + copy_floor(path, foreign_keys=keys) for keys in (True, False))
    plain = delete_floor(path)
    return [
        Result.of(f"import {rows:,} points from xlsx", ours=ours, floor=floor, bar=3, unit="s", note=parts),
        Result.of("the same, floor without foreign keys", ours=ours, floor=bare, bar=None, unit="s"),
        Result("peak memory of the import", memory, 600, memory / 600, 1, "MB", "portal and reading process together"),
        Result.of(f"undo of {rows:,} points", ours=undone, floor=plain, bar=2, unit="s", note=UNDO_NOTE),
    ]


def check(right: bool, batch: ImportBatch) -> None:
    """Refuse to measure work that was not done."""
    if not right:
        raise RuntimeError(f"The import did not do its work: {batch.counts}")


UNDO_NOTE = "floor: plain DELETE of the same points and their duties from the same tables"


def timed(work: Callable[[], Any]) -> float:
    """Return the seconds that ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def timed_import(path: Path, importer: str = "points") -> tuple[ImportBatch, float, str]:
    """Import the file as the portal does; return the batch, the seconds, and how they divide."""
    start = time.perf_counter()
    with path.open("rb") as file:
        batch = upload(importer, File(file), name=path.name, by=None, at=timezone.now())
    batch = read(batch)
    previewed = time.perf_counter()
    batch = apply(batch, by=None, at=timezone.now(), only_good=False)
    end = time.perf_counter()
    return batch, end - start, f"preview {previewed - start:.1f} s, apply {end - previewed:.1f} s"


def peak_memory() -> float:
    """Return the peak of this process and of the largest process that it started, in MB."""
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / MEGABYTE


# --- Floors -----------------------------------------------------------------------------------


def read_floor(path: Path) -> float:
    """Return the seconds of reading the sheet with the fastest reader."""

    def work() -> None:
        sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        for _row in sheet.iter_rows():
            pass

    return timed(work)


def copy_floor(path: Path, *, foreign_keys: bool) -> float:
    """Return the seconds of COPY of the file's rows into a table like the points'."""
    lines = point_lines(path)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_point (LIKE inspections_point INCLUDING ALL)")
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = 'inspections_point'::regclass AND contype = 'f'"
        )
        for (definition,) in cursor.fetchall() if foreign_keys else ():
            cursor.execute(f"ALTER TABLE bench_point ADD {definition}")
        seconds = timed(lambda: _copy(cursor, "bench_point", lines))
        cursor.execute("DROP TABLE bench_point")
    return seconds


COPIED = "id, code, name, type_id, area_id, address, longitude, latitude, department_id, note, pinyin, changed_at"


def _copy(cursor: Any, table: str, lines: str) -> None:
    with transaction.atomic():
        copy = f"COPY {table} ({COPIED}) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL (note))"
        cursor.copy_expert(copy, io.StringIO(lines))


def point_lines(path: Path) -> str:
    """Return the points of the workbook as CSV with ids, ready for COPY."""
    sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    types = dict(PointType.objects.values_list("name", "pk"))
    areas = dict(Area.objects.values_list("name", "pk"))
    units = dict(Department.objects.values_list("name", "pk"))
    out, now = io.StringIO(), timezone.now().isoformat()
    writer = csv.writer(out)
    for number, (_n, code, name, kind, town, _v, address, x, y, _l, unit, _p, _t, note) in enumerate(sheet.iter_rows()):
        if kind in types:
            writer.writerow(
                [number, code, name, types[kind], areas[town], address, x, y, units[unit], note, "xdlzwdt1h", now]
            )
    return out.getvalue()


def delete_floor(path: Path) -> float:
    """Return the seconds of a plain DELETE of the same points and duties."""
    timed_import(path)

    def work() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {PointDuty._meta.db_table}")
            cursor.execute(f"DELETE FROM {Point._meta.db_table}")

    return timed(work)


# --- The city and its list --------------------------------------------------------------------


def city() -> None:
    """Create towns and units with names that the list uses."""
    level = AreaLevel.objects.get(key="town")
    root = Area.objects.get(parent=None)
    Area.objects.bulk_create(
        Area(code=f"{root.code}{100 + n}", name=f"第{n}镇", level=level, parent=root) for n in range(TOWNS)
    )
    Department.objects.bulk_create(Department(name=f"市第{n}局", kind=DepartmentKind.MEMBER_UNIT) for n in range(UNITS))


def office_rows(count: int) -> Iterator[list[Any]]:
    """Yield rows as the office writes them."""
    dice = random.Random(20261123)
    types = list(PointType.objects.values_list("name", flat=True))
    leaders = [_person(dice) for _ in range(30)]
    for n in range(1, count + 1):
        yield _office_row(n, types[n % len(types)], leaders, dice)


def _person(dice: random.Random) -> str:
    return dice.choice(SURNAMES) + dice.choice(GIVEN) + dice.choice(GIVEN)


def _office_row(n: int, kind: str, leaders: list[str], dice: random.Random) -> list[Any]:
    town, unit, village = f"第{dice.randrange(TOWNS)}镇", f"市第{dice.randrange(UNITS)}局", f"第{dice.randrange(15)}村"
    address = f"{dice.choice(ROADS)}{dice.randrange(1, 400)}号"
    x, y = round(dice.uniform(114.8, 115.2), 6), round(dice.uniform(38.2, 38.7), 6)
    what = [n, f"DZ{n:06d}", f"{dice.choice(ROADS)}{kind}{n}号", kind]
    phone = f"138{dice.randrange(10**8):08d}"
    return [*what, town, village, address, x, y, dice.choice(leaders), unit, _person(dice), phone, ""]


def write_workbook(path: Path, rows: list[list[Any]]) -> None:
    """Write a workbook with a title, a merged header and a note, as the office's."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("点位清单")
        sheet.write(0, 0, "点位清单（包保责任表）")
        sheet.write_row(2, 0, HEADER)
        for column, label in SECOND.items():
            sheet.write(3, column, label)
        for number, row in enumerate(rows, 4):
            sheet.write_row(number, 0, row)
        sheet.write(len(rows) + 5, 0, "注：坐标为WGS-84。")
