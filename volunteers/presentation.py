"""What the pages of volunteering count, as figures with unit and definition."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from command.models import User
from core.tiles import Tile
from volunteers.choices import Category
from volunteers.domain import queries
from volunteers.models import Volunteer
from volunteers.models.activities import ActivityQuerySet


def week_tiles(user: User, activities: ActivityQuerySet, *, at: datetime) -> list[Tile]:
    """Return the figures above a week's ``activities``, all within the scope of ``user``."""
    confirmed, unconfirmed = queries.registered(Volunteer.objects.visible_to(user), at=at)
    turns = queries.turns_by_category(activities.held().order_by())
    people, times = pgettext_lazy("measure word", "people"), pgettext_lazy("measure word", "turns")
    in_week = _("Turns in this week's activities, cancelled ones left out.")
    return [
        Tile(_("Registered volunteers"), confirmed, people, _("Registered with their own consent.")),
        Tile(
            _("Unconfirmed"),
            unconfirmed,
            people,
            _("On a list, without their own consent so far: not counted as volunteers."),
            "amber" if unconfirmed else "",
        ),
        *(Tile(Category(key).label, count, times, in_week) for key, count in turns.items()),
    ]
