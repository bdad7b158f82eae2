"""Teams of the demonstration city: of units, towns and villages, and of schools."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from command.choices import AreaRank, DepartmentKind, Role
from command.models import Area, Department, User
from volunteers.demo.sizes import STUDENT_KINDS, Size
from volunteers.models import Team, TeamKind

Host = Area | Department
LED = 3


def form(size: Size, rng: random.Random, today: date) -> list[Team]:
    """Create the teams, each of its kind; the leaders' accounts lead three each."""
    kinds = {kind.key: kind for kind in TeamKind.objects.all()}
    wanted = [kinds[key] for key, count in size.teams.items() for _n in range(count)]
    places, hosts = _hosts(rng)
    leaders = list(User.objects.filter(groups__name=Role.TEAM_LEADER).order_by("username"))
    names: dict[str, int] = {}
    rows = []
    for number, kind in enumerate(wanted, start=1):
        team = _of_school(number, places) if kind.key in STUDENT_KINDS else _of_host(number, hosts)
        team.code, team.kind = f"FWD{number:04d}", kind
        team.name = _unique(f"{team.name}{kind.name}", names)
        team.leader = leaders[number % len(leaders)] if leaders and number <= LED * len(leaders) else None
        team.valid_from = today - timedelta(days=size.days + rng.randint(90, 300))
        rows.append(team)
    return Team.objects.bulk_create(rows)


def _hosts(rng: random.Random) -> tuple[list[Area], list[Host]]:
    """Return the towns and villages, and the same with the units among them."""
    ranks = [AreaRank.TOWN, AreaRank.VILLAGE]
    places = list(Area.objects.filter(level__rank__in=ranks).select_related("level").order_by("code"))
    units = list(Department.objects.filter(kind=DepartmentKind.MEMBER_UNIT).order_by("name"))
    hosts: list[Host] = [*places, *units]
    rng.shuffle(hosts)
    return places, hosts


def _of_school(number: int, places: Sequence[Area]) -> Team:
    place = places[number % len(places)]
    school = f"{place.name}小学" if place.level.rank == AreaRank.VILLAGE else f"{place.name}中学"
    return Team(name=school, area=place, school=school)


def _of_host(number: int, hosts: Sequence[Host]) -> Team:
    host = hosts[number % len(hosts)]
    if isinstance(host, Area):
        return Team(name=host.name, area=host)
    return Team(name=host.name, area=host.area, department=host)


def _unique(name: str, seen: dict[str, int]) -> str:
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}第{seen[name]}分队"
