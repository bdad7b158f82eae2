"""The city's places: towns, units and points through the list importer, villages, and the duties over areas."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, product
from pathlib import Path
from random import Random

from command.choices import AreaRank, DepartmentKind
from command.models import Area, AreaDuty, AreaLevel, Department, DutyLevel
from reports.demo.names import person, villages

DATA = Path(__file__).parent / "data"
TOWNS, UNITS, POINTS = DATA / "dingzhou-towns.csv", DATA / "units.csv", DATA / "points-office.xlsx"
# 530个村（社区）(article, 市情).
VILLAGES = 530
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def complete_villages() -> None:
    """Add villages and communities to those that the point list names, until there are 530."""
    towns = list(Area.objects.towns().select_related("level").order_by("code"))
    known = Area.objects.filter(level__rank=AreaRank.VILLAGE)
    names = set(known.values_list("parent_id", "name"))
    codes = set(known.values_list("code", flat=True))
    levels = {level.key: level for level in AreaLevel.objects.all()}
    missing = VILLAGES - len(names)
    Area.objects.bulk_create(
        _village(town, levels, names, codes) for _n, town in zip(range(missing), cycle(towns), strict=False)
    )


def as_the_article_counts() -> None:
    """Tell the three 城区办事处 from 长安路街道, which the article counts among the 22 乡镇 (article, 市情).

    The official list has 25 divisions of this rank, as the article has (3 + 22); the fourth 街道 is the one whose
    name is not that of an urban district.
    """
    level, _new = AreaLevel.objects.get_or_create(
        key="town_office", defaults={"name": "街道（乡镇序列）", "rank": AreaRank.TOWN}
    )
    subdistricts = Area.objects.filter(level__key="subdistrict").exclude(name__contains="城区")
    subdistricts.update(level=level)


def _village(town: Area, levels: dict[str, AreaLevel], names: set[tuple[int, str]], codes: set[str]) -> Area:
    suffix, key = ("社区", "community") if town.level.key == "subdistrict" else ("村", "village")
    name = next(name for name in villages(suffix) if (town.pk, name) not in names)
    code = next(code for code in _codes(town) if code not in codes)
    names.add((town.pk, name))
    codes.add(code)
    return Area(code=code, name=name, level=levels[key], parent=town, is_official=False)


def _codes(town: Area) -> Iterator[str]:
    return (f"{town.code}X{first}{second}" for first, second in product(_DIGITS, _DIGITS))


def area_duties(rng: Random, today: date) -> None:
    """Give every town and village somebody who answers for it, at the four levels, with one hand-over each year."""
    levels = {level.key: level for level in DutyLevel.objects.all()}
    towns = {town.pk: town for town in Area.objects.towns()}
    committees = {department.area_id: department for department in _committees()}
    rows: list[AreaDuty] = []
    for town in towns.values():
        rows += _town_duties(town, committees.get(town.pk), levels, rng, today)
    for village in Area.objects.filter(level__rank=AreaRank.VILLAGE):
        committee = committees.get(village.parent_id) if village.parent_id else None
        rows.append(AreaDuty(area=village, level=levels["village"], department=committee, person=person(rng)))
    AreaDuty.objects.bulk_create(rows)


def _committees() -> list[Department]:
    return list(Department.objects.filter(kind__in=[DepartmentKind.SUBDISTRICT, DepartmentKind.TOWNSHIP]))


def _town_duties(
    town: Area, committee: Department | None, levels: dict[str, DutyLevel], rng: Random, today: date
) -> list[AreaDuty]:
    handed_over = today - timedelta(days=rng.randint(40, 300))
    before = {"area": town, "level": levels["city"], "person": person(rng), "active_to": handed_over}
    return [
        AreaDuty(**before),
        AreaDuty(area=town, level=levels["city"], person=person(rng), active_from=handed_over + timedelta(days=1)),
        AreaDuty(area=town, level=levels["county"], person=person(rng)),
        AreaDuty(area=town, level=levels["township"], department=committee, person=person(rng)),
    ]
