"""When things happen: more on workdays than on weekends, more after the groups were expanded, in office hours."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from core import worktime
from core.choices import Clock
from core.periods import start_of
from core.worktime import Calendar

DAYS = 90
BEFORE_EXPANSION = 0.45
PATROL_HOURS = ((time(8, 35), 190), (time(14, 20), 200))
CITIZEN_HOURS = ((time(6, 40), 860),)


@dataclass(frozen=True)
class Rhythm:
    """The days of the story, which ends when ``today`` begins."""

    rng: Random
    calendar: Calendar
    today: date
    expanded: date

    @property
    def end(self) -> datetime:
        return start_of(self.today)

    def days(self, count: int) -> list[date]:
        """Return the days on which ``count`` problems are found, in order."""
        every = [self.today - timedelta(days=n) for n in range(DAYS, 0, -1)]
        return sorted(self.rng.choices(every, [self._weight(day) for day in every], k=count))

    def _weight(self, day: date) -> float:
        share = 1.0 if worktime.is_workday(self.calendar, day) else 0.35
        return share * (1.0 if day >= self.expanded else BEFORE_EXPANSION)

    def moment(self, day: date, *, patrol: bool) -> datetime:
        """Return a moment of ``day`` at which a patrol, or anybody else, comes upon a problem."""
        start, minutes = self.rng.choice(PATROL_HOURS if patrol else CITIZEN_HOURS)
        return _at(day, start) + timedelta(seconds=self.rng.randint(0, minutes * 60))

    def later(self, at: datetime, least: int, most: int) -> datetime:
        """Return a moment between ``least`` and ``most`` working minutes after ``at``."""
        minutes = self.rng.randint(least, most)
        return worktime.add_minutes(self.calendar, at, minutes, Clock.WORK_HOUR) + self._seconds()

    def within(self, start: datetime, due: datetime, share: float) -> datetime:
        """Return a moment in office hours after that share of the time to ``due``, and before ``due``."""
        at = start + (due - start) * share
        if not worktime.is_working_time(self.calendar, at):
            at = worktime.add_minutes(self.calendar, at, self.rng.randint(5, 60), Clock.WORK_HOUR)
        at = at.replace(second=self.rng.randint(0, 59), microsecond=0)
        return due - timedelta(minutes=self.rng.randint(3, 25)) if at >= due else at

    def _seconds(self) -> timedelta:
        return timedelta(seconds=self.rng.randint(0, 59))


def _at(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))
