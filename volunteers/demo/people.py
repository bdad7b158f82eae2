"""People of the demonstration city, each in a team."""

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from command.choices import DepartmentKind
from command.models import Department
from core import bulk
from core.imports.applying import lock, reserve_ids
from core.sealed import fingerprint, seal
from volunteers.choices import Category, ConsentMeans, Sex
from volunteers.demo.registers import id_number
from volunteers.demo.sizes import STUDENT_KINDS, Size, moment
from volunteers.models import Membership, Team, Volunteer

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华玉兰建国志文海燕春梅晓红立新"
SEXES, CATEGORIES = Sex.values, Category.values
BELONGING = ("team_id", "volunteer_id", "valid_from")
Cadre = tuple[datetime, int]


def register(
    size: Size, rng: random.Random, today: date, teams: Sequence[Team], progress: Callable[[int], None]
) -> list[Cadre]:
    """Create volunteers and memberships; return when each of the confirmed organ staff registered, and the id."""
    units = list(Department.objects.filter(kind=DepartmentKind.MEMBER_UNIT).order_by("name"))
    joined = _joined(size, teams)
    lock(Volunteer)
    first = reserve_ids(Volunteer, len(joined))
    cadres: list[Cadre] = []
    for part in bulk.parts(enumerate(joined, start=1), bulk.BATCH):
        people = [_volunteer(number, rng, today, team, rng.choice(units), size) for number, team in part]
        for (number, _team), volunteer in zip(part, people, strict=True):
            volunteer.pk = first + number
        bulk.insert(Volunteer, people)
        bulk.insert_values(Membership, BELONGING, _memberships([team for _number, team in part], people))
        cadres += [(v.registered_at, v.pk) for v in people if v.is_confirmed and v.category == Category.ORGAN]
        progress(part[-1][0])
    return cadres


def _joined(size: Size, teams: Sequence[Team]) -> list[Team]:
    """Return the team of each volunteer."""
    sunset = [team for team in teams if team.kind.key == "sunset"]
    joined = [teams[number % len(teams)] for number in range(1, size.people + 1)]
    return joined + [sunset[number % len(sunset)] for number in range(size.sunset)]


def _memberships(teams: Sequence[Team], people: Sequence[Volunteer]) -> list[tuple[int, int, date]]:
    return [
        (team.pk, volunteer.pk, volunteer.registered_at.date())
        for team, volunteer in zip(teams, people, strict=True)
        if volunteer.withdrawn_at is None
    ]


def _volunteer(number: int, rng: random.Random, today: date, team: Team, unit: Department, size: Size) -> Volunteer:
    category = _category(rng, team.kind.key, size)
    registered_at = moment(today - timedelta(days=_days_ago(rng, category, size)), rng.randint(8, 17))
    consented_at = registered_at + timedelta(days=rng.randint(0, 5)) if rng.random() < 0.94 else None
    withdrawn_at = registered_at + timedelta(days=9) if rng.random() < 0.01 else None
    name = rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2))))
    sex = rng.choice(SEXES)
    birth_year = _birth_year(rng, category, team.kind.key, registered_at.year, today.year)
    own_number = "" if withdrawn_at else id_number(number, birth_year, sex)
    return Volunteer(
        number=f"ZY{number:06d}",
        name=name,
        sex=sex,
        birth_year=birth_year,
        id_sealed=seal(own_number),
        id_hash=fingerprint(own_number) if own_number else None,
        category=category,
        department_id=unit.pk if category == Category.ORGAN else None,
        area_id=team.area_id,
        phone="" if withdrawn_at else f"1380000{rng.randint(0, 9999):04d}",
        registered_at=registered_at,
        consented_at=consented_at,
        consent_means=ConsentMeans.PAPER if consented_at else "",
        withdrawn_at=withdrawn_at,
    )


def _category(rng: random.Random, kind: str, size: Size) -> str:
    if kind == "sunset":
        return Category.CITIZEN
    return rng.choices(CATEGORIES, size.school_mix if kind in STUDENT_KINDS else size.mix)[0]


def _days_ago(rng: random.Random, category: str, size: Size) -> int:
    if size.is_complete and category == Category.ORGAN:
        return size.days + rng.randint(10, 60)
    return rng.randint(10, size.days)


def _birth_year(rng: random.Random, category: str, kind: str, year: int, today: int) -> int:
    if kind == "sunset":
        return today - 65 + rng.randint(-8, 8)
    if category == Category.STUDENT:
        return year - rng.randint(15, 20)
    return year - rng.randint(22, 58 if category == Category.ORGAN else 70)
