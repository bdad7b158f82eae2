"""Loads the demonstration city into an empty portal, step by step, repeatably."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random

from django.db import transaction
from django.utils.translation import gettext as _

from core import bulk
from core.domain import calendar
from inspections import demo as inspections_demo
from inspections.models import Ticket
from publicity import demo as publicity_demo
from reports.demo import headquarters, lists, pictures, places, saving
from reports.demo.casting import Casting
from reports.demo.inbox import Inbox
from reports.demo.plots import Plots
from reports.demo.progress import Output, Progress
from reports.demo.rhythm import Rhythm
from reports.demo.story import Story
from reports.errors import NotEmpty
from volunteers import demo as volunteers_demo

PROBLEMS = {"small": 1_480, "full": 21_000}


@dataclass(frozen=True)
class Request:
    """What is asked for: ``scale`` "small" or "full"; the same seed and ``today`` give the same rows.

    ``problems`` is how many scripts are told, by default as many as the scale has.
    """

    scale: str
    seed: int
    today: date
    problems: int | None = None

    @property
    def scripts(self) -> int:
        return self.problems if self.problems is not None else PROBLEMS[self.scale]


@transaction.atomic
def load(request: Request, *, out: Output | None = None) -> dict[str, int]:
    """Create the city and ninety days of its campaign, which end as ``today`` begins.

    Returns how many of each. ``NotEmpty`` where the portal holds tickets already. All of it, or nothing.
    """
    if Ticket.objects.exists():
        raise NotEmpty(_("The portal already holds tickets. The demonstration city is loaded into an empty one only."))
    rng, show = Random(request.seed), Progress(out)  # noqa: S311 - repeatable on purpose
    with show.step(_("units, towns, points")):
        lists.load()
        if request.scale == "full":
            places.complete_villages()
        places.as_the_article_counts()
    with show.step(_("people and duties")):
        headquarters.found(request.today)
        staff = headquarters.staff(rng)
        places.area_duties(rng, request.today)
    counts = _problems(request, staff, rng, show)
    with show.step(_("patrols")):
        own = Random(request.seed)  # noqa: S311 - repeatable on purpose
        counts |= inspections_demo.load(scale=request.scale, rng=own, today=request.today)
    with show.step(_("volunteers")):
        shown = partial(show.at, _("volunteers"))
        counts |= volunteers_demo.load(scale=request.scale, rng=rng, today=request.today, progress=shown)
    with show.step(_("publicity")):
        counts |= publicity_demo.load(scale=request.scale, rng=rng, today=request.today)
    with show.step(_("statistics of the database")):
        bulk.analyse()
    return counts


def _problems(request: Request, staff: headquarters.Staff, rng: Random, show: Progress) -> dict[str, int]:
    with show.step(_("ninety days of problems")):
        story, inbox = told(request, staff, rng, show)
    with show.step(_("photos")):
        album = pictures.album()
    with show.step(_("saving")):
        saving.save(story, album, rng)
        inbox.remind(saving.escalate(story, staff.clerks, rng))
        notices = inbox.save(rng)
    return {"tickets": len(story.tickets), "events": len(story.told), "notices": notices}


def told(request: Request, staff: headquarters.Staff, rng: Random, show: Progress) -> tuple[Story, Inbox]:
    """Tell the story in memory; nothing of it is stored."""
    expanded = request.today - timedelta(days=headquarters.EXPANDED_DAYS)
    rhythm = Rhythm(rng, calendar.current(), request.today, expanded)
    inbox = Inbox(staff, rhythm.end)
    story = Story(rhythm.calendar, rhythm.end, inbox.watch)
    plots = Plots(rng, rhythm, Casting(rng, staff), story)
    for day in rhythm.days(request.scripts):
        story.add(plots.script(day))
    story.tell(lambda done, total: show.at(_("ninety days of problems"), done, total))
    return story, inbox
