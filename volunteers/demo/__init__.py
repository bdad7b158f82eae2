"""Volunteers of the demonstration city: teams, people, weekends of work. Nobody in it exists.

Rows are written in bulk; a test holds them against the same checks that the domain functions make.
"""

import random
from datetime import date

from volunteers.demo import (
    activities,
    claims,
    doubles,
    flags,
    people,
    plans,
    posts,
    registers,
    series,
    service,
    taking_part,
    teams,
)
from volunteers.demo.sizes import SIZES, Progress, moment
from volunteers.models import Attendance


def load(
    *, scale: str, rng: random.Random, today: date, progress: Progress = lambda done, total: None
) -> dict[str, int]:
    """Create teams, volunteers and activities up to the week of ``today``; return how many of each.

    ``scale`` is "small" or "full". Areas, departments and accounts must be there already.
    The same ``rng`` and ``today`` create the same rows. ``progress`` is told how many of the people and activities
    are written.
    """
    size, midnight = SIZES[scale], moment(today, 0)
    total = size.people + size.sunset + size.activities
    formed = teams.form(size, rng, today)
    registers.tallies(formed, rng, today)
    cadres = people.register(size, rng, today, formed, lambda done: progress(done, total))
    planned = activities.plan(size, rng, today, formed)
    done_before = size.people + size.sunset
    counts = taking_part.record(size, rng, today, planned, cadres, lambda done: progress(done_before + done, total))
    doubles.load(at=midnight)
    plans.load(size, today, at=midnight)
    registers.rosters(today, at=midnight, is_complete=size.is_complete)
    service.load(today, at=midnight)
    posts.load(at=midnight)
    series.load(today, at=midnight)
    claims.load(at=midnight)
    flags.load(today, at=midnight)
    counts["attendances"] = Attendance.objects.count()
    return {"teams": len(formed), "volunteers": done_before, "activities": len(planned), **counts}
