"""The volunteers of the tests: two teams with a leader each, three people, one activity of each team."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest

from command.choices import Role
from core.choices import Clock
from inspections.choices import Source
from inspections.domain import tickets
from inspections.models import Ticket, TimeLimit
from tests.cast import person
from volunteers.choices import Category
from volunteers.models import Activity, ActivityKind, Membership, Series, Shift, Team, TeamKind, Volunteer

# A Saturday, noon in the city.
NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)


@pytest.fixture
def teams(cast) -> SimpleNamespace:
    """雷锋队 of the north with a cadre and a student, and a 交通队 of the east with a citizen."""
    city = cast.city
    leader = person("leader", "赵敏", Role.TEAM_LEADER)
    other_leader = person("leader2", "钱进", Role.TEAM_LEADER)

    north = _team("FWD001", "北城区学雷锋志愿服务队", "leifeng", city.north, leader)
    east = _team("FWD002", "东亭镇文明交通志愿服务队", "traffic", city.east, other_leader)

    return SimpleNamespace(
        leader=leader,
        other_leader=other_leader,
        north=north,
        east=east,
        cadre=_volunteer("ZY0001", "孙丽", Category.ORGAN, north, birth_year=1985),
        student=_volunteer("ZY0002", "李明", Category.STUDENT, north, birth_year=2008),
        citizen=_volunteer("ZY0003", "周华", Category.CITIZEN, east, birth_year=1961),
        cleaning=activity("HD0001", "清洁家园", north),
        crossing=activity("HD0002", "路口劝导", east),
    )


def _team(code, name, kind, area, leads) -> Team:
    kind = TeamKind.objects.get(key=kind)
    return Team.objects.create(code=code, name=name, kind=kind, area=area, leader=leads)


def _volunteer(number, name, category, member_of, **facts) -> Volunteer:
    row = Volunteer.objects.create(
        number=number,
        name=name,
        category=category,
        phone="13800001234",
        registered_at=NOW - timedelta(days=90),
        consented_at=NOW - timedelta(days=80),
        **facts,
    )
    Membership.objects.create(team=member_of, volunteer=row, valid_from=datetime(2026, 8, 30).date())
    return row


def activity(code, title, team, *, starts_at=NOW - timedelta(hours=4), **facts) -> Activity:
    """Create an activity of three hours, this morning unless told otherwise."""
    return Activity.objects.create(
        code=code,
        title=title,
        kind=ActivityKind.objects.get(key="labour"),
        team=team,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        **facts,
    )


def shift(held, place="中山路口", **facts) -> Shift:
    """Create a post of an activity for one person, for the whole of its time unless told otherwise."""
    times = {"starts_at": held.starts_at, "ends_at": held.ends_at}
    return Shift.objects.create(activity=held, place=place, **{**times, **facts})


def series(team, **facts) -> Series:
    """Create an activity of every Saturday and Sunday of December, from 8 to 10."""
    usual = {
        "title": "路口文明劝导",
        "kind": ActivityKind.objects.get(key="traffic"),
        "begins": time(8),
        "ends": time(10),
        "first": date(2026, 12, 1),
        "last": date(2026, 12, 31),
    }
    return Series.objects.create(team=team, **{**usual, **facts})


@pytest.fixture
def problem(cast, category):
    """Return a function that logs rubbish at the northern market, or elsewhere, and dispatches it to its unit."""

    def log(by=None, **facts) -> Ticket:
        found = {"point": cast.city.market, "category": category, "description": "摊位前有垃圾"}
        logged = tickets.report(source=Source.PATROL, by=cast.inspector, at=NOW, **(found | facts))
        limit = TimeLimit(amount=2, clock=Clock.WORK_DAY)
        unit = by or cast.city.city_management
        return tickets.dispatch(logged, by=cast.clerk, at=NOW, department=unit, limit=limit)

    return log


@pytest.fixture
def time_machine_now(time_machine):
    """Stand still at :data:`NOW`."""
    time_machine.move_to(NOW, tick=False)
