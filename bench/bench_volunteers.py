"""170,000 volunteers from a workbook, each with an ID number and a team; then somebody is looked for among them.

``python -m bench volunteers``. The floor of the import is reading the file with the fastest reader and COPY of the very
rows that came of it into a table identical to the volunteers': columns, checks, indexes and foreign keys. The import
also checks, encrypts and hashes each ID number, writes a membership beside each person, and keeps every row for preview
and undo. A search is the time that the database takes, by its own clock, for the query of the page.
"""

import io
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from django.db import connection, transaction

from bench.bench_import import GIVEN, SURNAMES, TOWNS, UNITS, check, city, peak_memory, read_floor, timed, timed_import
from bench.context import Context
from bench.result import Result
from command.models import Area, User
from volunteers.demo.registers import id_number
from volunteers.domain import queries
from volunteers.models import Membership, Team, TeamKind, Volunteer

ROWS = 170_000
TEAMS = 600
SEARCH_BAR = 50  # ms
TRIES = 21
HEADER = (
    "序号",
    "志愿者编号",
    "姓名",
    "性别",
    "身份证号",
    "人员类别",
    "单位",
    "街道",
    "手机号码",
    "注册日期",
    "服务队",
)
CATEGORIES = ("机关干部", "市民", "学生")
SEXES = {"男": "male", "女": "female"}


def run(context: Context) -> list[Result]:
    """Return the time of the import against its floor, of the same list again, and of each way to find somebody."""
    rows = context.size(ROWS)
    path = context.folder / "volunteers.xlsx"
    city()
    _teams()
    _write_workbook(path, _office_rows(rows))
    batch, ours, parts = timed_import(path, "volunteers")
    memory = peak_memory()
    check(Volunteer.objects.exclude(id_hash=None).count() == Membership.objects.count() == rows, batch)
    floor = read_floor(path) + _copy_floor()
    again, twice, _parts = timed_import(path, "volunteers")
    check(again.counts["same"] == rows, again)
    _analyse()
    return [
        Result.of(f"import {rows:,} volunteers from xlsx", ours=ours, floor=floor, bar=4, unit="s", note=parts),
        Result.of(
            "the same list again", ours=twice, floor=floor, bar=None, unit="s", note="nobody is registered twice"
        ),
        Result("peak memory of the import", memory, 900, memory / 900, 1, "MB", "portal and reading process together"),
        *_searches(rows),
    ]


def _copy_floor() -> float:
    """Return the seconds of COPY of the imported volunteers into a table like theirs."""
    rows = io.StringIO()
    with connection.cursor() as cursor:
        cursor.copy_expert("COPY volunteers_volunteer TO STDOUT", rows)
        cursor.execute("CREATE TABLE bench_volunteer (LIKE volunteers_volunteer INCLUDING ALL)")
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = 'volunteers_volunteer'::regclass AND contype = 'f'"
        )
        for (definition,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE bench_volunteer ADD {definition}")
        rows.seek(0)
        seconds = timed(lambda: _copy(cursor, rows))
        cursor.execute("DROP TABLE bench_volunteer")
    return seconds


def _copy(cursor: Any, rows: io.StringIO) -> None:
    with transaction.atomic():
        cursor.copy_expert("COPY bench_volunteer FROM STDIN", rows)


# --- Searching --------------------------------------------------------------------------------


def _searches(rows: int) -> Iterator[Result]:
    """Yield how long the database takes to find somebody, for who sees everybody and for the leader of one team."""
    office = User.objects.create_superuser(username="bench-office", password="")
    some = list(Volunteer.objects.order_by("number")[:: max(rows // TRIES, 1)][:TRIES])
    team = Team.objects.order_by("code")[TEAMS // 2]
    people = Volunteer.objects.visible_to(office).select_related("department", "area")
    ways: dict[str, Callable[[Volunteer], Any]] = {
        "name": lambda who: list(queries.find(people, who.name)),
        "family name": lambda who: list(queries.find(people, who.name[:2])),
        "phone tail": lambda who: list(queries.find(people, who.phone[-4:])),
        "ID number": lambda who: list(
            queries.find(people, id_number(int(who.number[2:]), who.birth_year or 0, who.sex))
        ),
        "volunteer number": lambda who: list(queries.find(people, who.number)),
        "team": lambda who: list(team.memberships.current().select_related("volunteer__department")[:30]),
    }
    for name, way in ways.items():
        spent = [_in_database(lambda way=way, who=who: way(who)) for who in some]  # type: ignore[misc]
        ours = statistics.quantiles(spent, n=20)[-1]
        note = f"p95 of {len(spent)} in the database, median {statistics.median(spent):.2g} ms"
        yield Result(f"find a volunteer by {name}", ours, SEARCH_BAR, ours / SEARCH_BAR, 1, "ms", note)


def _in_database(work: Callable[[], Any]) -> float:
    """Return the milliseconds that ``work`` waits for the database."""
    spent = 0.0

    def clock(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal spent
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent += time.perf_counter() - start

    with connection.execute_wrapper(clock):
        work()
    return spent * 1000


def _analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


# --- The list ---------------------------------------------------------------------------------


def _teams() -> None:
    kind, towns = TeamKind.objects.get(key="leifeng"), list(Area.objects.exclude(parent=None)[:TOWNS])
    Team.objects.bulk_create(
        Team(code=f"FWD{n:04d}", name=f"第{n}志愿服务队", kind=kind, area=towns[n % len(towns)]) for n in range(TEAMS)
    )


def _office_rows(count: int) -> Iterator[list[Any]]:
    """Yield rows as an office writes them."""
    dice = random.Random(20261123)
    for n in range(1, count + 1):
        yield _office_row(n, dice)


def _office_row(n: int, dice: random.Random) -> list[Any]:
    sex = dice.choice(list(SEXES))
    name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2))))
    number = id_number(n, dice.randint(1950, 2004), SEXES[sex])
    phone, day = f"13{dice.randrange(10**9):09d}", date(2026, 1 + n % 10, 1 + n % 28)
    category, unit, town = CATEGORIES[n % 3], f"市第{n % UNITS}局", f"第{n % TOWNS}镇"
    return [n, f"ZY{n:06d}", name, sex, number, category, unit, town, phone, f"{day}", f"FWD{n % TEAMS:04d}"]


def _write_workbook(path: Path, rows: Iterator[list[Any]]) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("志愿者名册")
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
