"""Reference data of ``core``: the working calendar, from what the State Council has announced."""

from datetime import date, time
from importlib.metadata import version

from chinese_calendar import constants
from django.db import transaction
from django.utils.translation import gettext as _

from core.domain import calendar
from core.errors import DomainError
from core.models import CalendarYear, SpecialDay, WorkPeriod

FIRST_YEAR = 2024
# 七个半小时: usual hours of organs in Hebei outside summer; the city sets its own in the admin.
WORK_PERIODS = [(time(8, 30), time(12, 0)), (time(14, 0), time(18, 0))]
SOURCE = "国务院办公厅关于{year}年部分节假日安排的通知（经 chinesecalendar {version} 载入）"
# Names as the notices write them, where the library shortens them.
FULL_NAMES = {"清明": "清明节", "劳动节": "劳动节", "端午": "端午节", "中秋": "中秋节"}


def known_years() -> list[int]:
    """Return the years from 2024 on for which the library knows the announced holidays."""
    return sorted({day.year for day in constants.holidays if day.year >= FIRST_YEAR})


def _name(english: str) -> str:
    chinese = constants.Holiday(english).chinese
    return FULL_NAMES.get(chinese, chinese)


def special_days(year: int) -> list[SpecialDay]:
    """Return the unsaved special days of ``year``: every day of a holiday, and the weekend days worked for it."""
    rests = [SpecialDay(date=day, is_working=False, name=_name(n)) for day, n in _of(constants.holidays, year)]
    worked = [
        SpecialDay(date=day, is_working=True, name=f"{_name(n)}调休上班") for day, n in _of(constants.workdays, year)
    ]
    return sorted(rests + worked, key=lambda special: special.date)


def _of(days: dict[date, str], year: int) -> list[tuple[date, str]]:
    return [(day, name) for day, name in days.items() if day.year == year]


@transaction.atomic
def load_year(year: int, *, replace: bool = False) -> int:
    """Enter the announced special days of ``year`` and return how many.

    ``DomainError`` where the library does not know the year, or the calendar already does and ``replace``
    is not set; days that the office entered by hand for an unknown year are kept.
    """
    if year not in known_years():
        raise DomainError(_("The holidays of %(year)s are not known here yet.") % {"year": year})
    if CalendarYear.objects.filter(year=year).exists() and not replace:
        raise DomainError(_("The calendar already holds %(year)s.") % {"year": year})
    return _enter([year], replace=replace)


def _enter(years: list[int], *, replace: bool) -> int:
    if replace:
        SpecialDay.objects.filter(date__year__in=years).delete()
        CalendarYear.objects.filter(year__in=years).delete()
    source_of = {"version": version("chinesecalendar")}
    days = [day for year in years for day in special_days(year)]
    CalendarYear.objects.bulk_create(
        [CalendarYear(year=year, source=SOURCE.format(year=year, **source_of)) for year in years]
    )
    SpecialDay.objects.bulk_create(days, ignore_conflicts=True)
    calendar.changed()
    return len(days)


@transaction.atomic
def seed() -> None:
    """Fill what is empty: the working hours, and each known year that the calendar does not hold."""
    if not WorkPeriod.objects.exists():
        WorkPeriod.objects.bulk_create(WorkPeriod(starts=s, ends=e) for s, e in WORK_PERIODS)
        calendar.changed()
    missing = sorted(set(known_years()) - set(CalendarYear.objects.values_list("year", flat=True)))
    if missing:
        _enter(missing, replace=False)
