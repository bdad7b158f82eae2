"""Volunteers of the demonstration city: teams, people, weekends of work. Nobody in it exists.

Rows are written in bulk; a test holds them against the same checks that the domain functions make.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from command.choices import AreaRank, DepartmentKind, Role
from command.models import Area, Department, User
from core.sealed import fingerprint, seal
from volunteers.choices import Category, ConsentMeans, Sex
from volunteers.demo import registers, service
from volunteers.models import (
    Activity,
    ActivityKind,
    Attendance,
    Membership,
    Team,
    TeamKind,
    Turnout,
    Volunteer,
)

BATCH = 2000
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华玉兰建国志文海燕春梅晓红立新"
# Title, kind, hour of the start.
ACTIVITIES = [
    ("双休日义务劳动", "labour", 8),
    ("清洁家园环境整治", "cleaning", 8),
    ("路口文明交通劝导", "traffic", 7),
    ("关爱空巢老人", "visit", 9),
    ("文明公约入户宣传", "advice", 15),
]
EVIDENCE = ["现场照片3张", "签到表1份", "现场照片2张、签到表1份", "活动简讯1篇"]
LONGEST_NAMED = 12


@dataclass(frozen=True)
class Size:
    """How much of everything. ``turns`` are the mean head-counts by category, ``sunset`` further members of 夕阳红.

    ``is_complete``: all staff of the units are registered.
    """

    teams: dict[str, int]
    people: int
    activities: int
    days: int
    turns: dict[str, int]
    sunset: int = 0
    is_complete: bool = False


SIZES = {
    "small": Size(
        teams={"leifeng": 44, "sunset": 2, "aid": 4, "green": 8, "traffic": 2},
        people=3_000,
        activities=300,
        days=90,
        turns={Category.ORGAN: 26, Category.CITIZEN: 40, Category.STUDENT: 18},
    ),
    # The article: 600支, 56个, 160多个, 28个; 17万人, of whom 机关 100%; 夕阳红3000多人; 80多万 and 180多万人次.
    # One in fourteen has not consented, or has withdrawn.
    "full": Size(
        teams={"leifeng": 600, "sunset": 12, "aid": 56, "green": 163, "traffic": 28},
        people=184_100,
        sunset=1_100,
        is_complete=True,
        activities=6_200,
        days=540,
        turns={Category.ORGAN: 143, Category.CITIZEN: 222, Category.STUDENT: 97},
    ),
}


def load(*, scale: str, rng: random.Random, today: date) -> dict[str, int]:
    """Create teams, volunteers and activities up to the week of ``today``; return how many of each.

    ``scale`` is "small" or "full". Areas, departments and accounts must be there already.
    The same ``rng`` and ``today`` create the same rows.
    """
    size = SIZES[scale]
    teams = _teams(size, rng, today)
    people = _people(size, rng, today, teams)
    activities = _activities(size, rng, today, teams)
    turnout = _taking_part(size, rng, today, activities, people)
    registers.rosters(today, at=_moment(today, 0), is_complete=size.is_complete)
    service.load(today, at=_moment(today, 0))
    return {"teams": len(teams), "volunteers": len(people), "activities": len(activities), "turnout": turnout}


# --- Teams ----------------------------------------------------------------------------------


def _teams(size: Size, rng: random.Random, today: date) -> list[Team]:
    kinds = {kind.key: kind for kind in TeamKind.objects.all()}
    wanted = [kinds[key] for key, count in size.teams.items() for _n in range(count)]
    hosts, leaders = _hosts(rng), _leaders()
    names: dict[str, int] = {}
    rows = []
    for number, kind in enumerate(wanted, start=1):
        host = hosts[number % len(hosts)]
        rows.append(
            Team(
                code=f"FWD{number:04d}",
                name=_unique(f"{host.name}{kind.name}", names),
                kind=kind,
                area=host if isinstance(host, Area) else host.area,
                department=host if isinstance(host, Department) else None,
                leader=leaders[number % len(leaders)] if leaders and number <= 3 * len(leaders) else None,
                valid_from=today - timedelta(days=size.days + rng.randint(30, 300)),
            )
        )
    return Team.objects.bulk_create(rows, batch_size=BATCH)


def _hosts(rng: random.Random) -> list[Area | Department]:
    villages = list(Area.objects.filter(level__rank__in=[AreaRank.TOWN, AreaRank.VILLAGE]).order_by("code"))
    units = list(Department.objects.filter(kind=DepartmentKind.MEMBER_UNIT).order_by("name"))
    hosts: list[Area | Department] = [*villages, *units]
    rng.shuffle(hosts)
    return hosts


def _leaders() -> list[User]:
    return list(User.objects.filter(groups__name=Role.TEAM_LEADER).order_by("username"))


def _unique(name: str, seen: dict[str, int]) -> str:
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}第{seen[name]}分队"


# --- People ---------------------------------------------------------------------------------


def _people(size: Size, rng: random.Random, today: date, teams: list[Team]) -> list[Volunteer]:
    units = list(Department.objects.filter(kind=DepartmentKind.MEMBER_UNIT).order_by("name"))
    sunset = [team for team in teams if team.kind.key == "sunset"]
    joined = [teams[number % len(teams)] for number in range(1, size.people + 1)]
    joined += [sunset[number % len(sunset)] for number in range(size.sunset)]
    rows = [
        _volunteer(number, rng, today, team, rng.choice(units), size.days)
        for number, team in enumerate(joined, start=1)
    ]
    people = Volunteer.objects.bulk_create(rows, batch_size=BATCH)
    memberships = (
        Membership(team=team, volunteer=volunteer, valid_from=_day(volunteer.registered_at))
        for team, volunteer in zip(joined, people, strict=True)
        if volunteer.withdrawn_at is None
    )
    Membership.objects.bulk_create(memberships, batch_size=BATCH)
    return people


def _volunteer(number: int, rng: random.Random, today: date, team: Team, unit: Department, days: int) -> Volunteer:
    category = _category(rng, team.kind.key)
    registered_at = _moment(today - timedelta(days=rng.randint(10, days)), rng.randint(8, 17))
    consented_at = registered_at + timedelta(days=rng.randint(0, 5)) if rng.random() < 0.94 else None
    withdrawn_at = registered_at + timedelta(days=9) if rng.random() < 0.01 else None
    name = rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2))))
    sex = rng.choice(Sex.values)
    birth_year = _birth_year(rng, category, team.kind.key, registered_at.year, today.year)
    id_number = "" if withdrawn_at else registers.id_number(number, birth_year, sex)
    return Volunteer(
        number=f"ZY{number:06d}",
        name=name,
        sex=sex,
        birth_year=birth_year,
        id_sealed=seal(id_number),
        id_hash=fingerprint(id_number) if id_number else None,
        category=category,
        department=unit if category == Category.ORGAN else None,
        area=team.area,
        phone="" if withdrawn_at else f"1380000{rng.randint(0, 9999):04d}",
        registered_at=registered_at,
        consented_at=consented_at,
        consent_means=ConsentMeans.PAPER if consented_at else "",
        withdrawn_at=withdrawn_at,
    )


def _category(rng: random.Random, kind: str) -> str:
    if kind in ("aid", "green", "traffic"):
        return rng.choices(Category.values, (2, 3, 5))[0]
    return Category.CITIZEN if kind == "sunset" else rng.choices(Category.values, (5, 4, 1))[0]


def _birth_year(rng: random.Random, category: str, kind: str, year: int, today: int) -> int:
    if kind == "sunset":
        return today - 65 + rng.randint(-8, 8)
    if category == Category.STUDENT:
        return year - rng.randint(15, 20)
    return year - rng.randint(22, 58 if category == Category.ORGAN else 70)


# --- Activities -----------------------------------------------------------------------------


def _activities(size: Size, rng: random.Random, today: date, teams: list[Team]) -> list[Activity]:
    kinds = {kind.key: kind for kind in ActivityKind.objects.all()}
    led = [team for team in teams if team.leader_id] or teams
    rows = []
    for number, day in enumerate(_days(size, rng, today), start=1):
        title, kind, hour = rng.choice(ACTIVITIES)
        team = rng.choice(led if number % 6 == 0 else teams)
        starts_at = _moment(day, hour)
        cancelled = rng.random() < 0.02
        rows.append(
            Activity(
                code=f"HD{day:%Y}-D{number:05d}",
                title=title,
                kind=kinds[kind],
                team=team,
                area=team.area,
                place=team.area.name if team.area else "",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=rng.choice((2, 3))),
                cancelled_at=starts_at - timedelta(hours=12) if cancelled else None,
                cancelled_because="重污染天气预警" if cancelled else "",
            )
        )
    return Activity.objects.bulk_create(rows, batch_size=BATCH)


def _days(size: Size, rng: random.Random, today: date) -> list[date]:
    """Return days in order, weekends mostly (周六日义务劳动常态化), up to the Sunday of the present week."""
    sunday = today + timedelta(days=6 - today.weekday())
    days = [sunday - timedelta(days=back) for back in range(size.days)]
    weights = [6 if day.weekday() >= 5 else 1 for day in days]
    return sorted(rng.choices(days, weights, k=size.activities))


# --- Who took part --------------------------------------------------------------------------


def _taking_part(
    size: Size, rng: random.Random, today: date, activities: list[Activity], people: list[Volunteer]
) -> int:
    now = _moment(today, 0)
    held = [a for a in activities if a.cancelled_at is None and a.ends_at <= now]
    members = _organ_members(people)
    attendances = [row for activity in held[::2] for row in _names(activity, rng, members)]
    Attendance.objects.bulk_create(attendances, batch_size=BATCH)
    turnout = [row for activity in held if rng.random() < 0.96 for row in _heads(activity, rng, size)]
    Turnout.objects.bulk_create(turnout, batch_size=BATCH)
    return len(turnout)


def _organ_members(people: Iterable[Volunteer]) -> list[Volunteer]:
    return [v for v in people if v.category == Category.ORGAN and v.withdrawn_at is None and v.consented_at]


def _names(activity: Activity, rng: random.Random, members: list[Volunteer]) -> list[Attendance]:
    known = rng.sample(members, min(len(members), rng.randint(3, LONGEST_NAMED)))
    return [
        Attendance(
            activity=activity,
            volunteer=volunteer,
            category=volunteer.category,
            minutes=int((activity.ends_at - activity.starts_at).total_seconds() // 60),
            recorded_at=activity.ends_at,
            recorded_by=activity.team.leader if activity.team else None,
        )
        for volunteer in known
        if volunteer.registered_at <= activity.starts_at
    ]


def _heads(activity: Activity, rng: random.Random, size: Size) -> list[Turnout]:
    evidence, recorded_by = rng.choice(EVIDENCE), activity.team.leader if activity.team else None
    return [
        Turnout(
            activity=activity,
            category=category,
            headcount=max(LONGEST_NAMED, round(mean * rng.uniform(0.5, 1.5))),
            evidence=evidence,
            recorded_at=activity.ends_at + timedelta(hours=1),
            recorded_by=recorded_by,
        )
        for category, mean in size.turns.items()
    ]


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
