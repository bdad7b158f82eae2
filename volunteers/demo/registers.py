"""ID numbers, unit rosters and student tallies of the demonstration city."""

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count

from volunteers.choices import Category, Sex
from volunteers.domain.identity import check_character
from volunteers.models import StudentTally, Team, UnitRoster, Volunteer
from volunteers.models.tallies import school_year

# 定州; serials of one sex, and days of a year, from which ID numbers of nobody are made.
REGION, SERIALS, DAYS = 130682, 499, 365
# Students of a school team. The article: 扶弱助困 and 绿色环保, 8万余名学生参与.
STUDENTS = (280, 460)


def id_number(number: int, birth_year: int, sex: str) -> str:
    """Return an ID number of its own for each volunteer: odd serials are men's."""
    days, serial = divmod(number, SERIALS)
    regions, day = divmod(days, DAYS)
    born = date(birth_year, 1, 1) + timedelta(days=day)
    digits = f"{REGION - regions}{born:%Y%m%d}{2 * serial + (sex == Sex.MALE):03d}"
    return digits + check_character(digits)


def rosters(today: date, *, at: datetime, is_complete: bool) -> None:
    """Count the staff of each unit with volunteers: as many as are registered, or in some units a few more."""
    staff = Volunteer.objects.confirmed(at).filter(category=Category.ORGAN).order_by()
    counts = staff.values_list("department").annotate(n=Count("pk")).order_by("department__name")
    UnitRoster.objects.bulk_create(
        UnitRoster(
            department_id=unit,
            counted_on=today.replace(day=1),
            headcount=count + (0 if is_complete or place % 4 else 1 + place % 5),
        )
        for place, (unit, count) in enumerate(counts)
        if unit
    )


def tallies(teams: Iterable[Team], rng: random.Random, today: date) -> None:
    """Count the students of each team of a school in the present school year."""
    StudentTally.objects.bulk_create(
        StudentTally(team=team, school=team.school, year=school_year(today), headcount=rng.randint(*STUDENTS))
        for team in teams
        if team.school
    )
