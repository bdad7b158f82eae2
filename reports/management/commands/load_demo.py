"""``manage.py load_demo``: fill an empty portal with the demonstration city."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import to_locale

from reports.demo.load import PROBLEMS, Request, load
from reports.errors import NotEmpty

NAMES = {
    "tickets": _("tickets"),
    "events": _("ticket events"),
    "notices": _("notices"),
    "patrols": _("patrols"),
    "checks": _("checks of points"),
    "teams": _("teams"),
    "volunteers": _("volunteers"),
    "activities": _("activities"),
    "attendances": _("attendances by name"),
    "turnout": _("turnout"),
    "channels": _("channels"),
    "items": _("items"),
    "broadcasts": _("broadcasts"),
    "readership": _("readership"),
}


class Command(BaseCommand):
    """Load the demonstration city."""

    help = "Fill an empty portal with the demonstration city: real towns, the office's point list, 90 days of problems."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", choices=list(PROBLEMS), default="small")
        parser.add_argument("--seed", type=int, default=2026, help="the same seed and day give the same rows")
        parser.add_argument("--today", type=date.fromisoformat, help="the story ends as this day begins; default today")
        parser.add_argument("--quiet", action="store_true", help="say nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        _check_catalogue()
        request = Request(options["scale"], options["seed"], options["today"] or timezone.localdate())
        out = None if options["quiet"] else sys.stdout
        try:
            counts = load(request, out=out)
        except NotEmpty as error:
            raise CommandError(str(error)) from error
        if out:
            self.stdout.write("，".join(f"{NAMES[key]} {n}" for key, n in counts.items()))


def _check_catalogue() -> None:
    """Refuse to store a city whose notices would be English. The sentence is English: there is no other yet."""
    compiled = Path(to_locale(settings.LANGUAGE_CODE), "LC_MESSAGES", "django.mo")
    if not any((folder / compiled).exists() for folder in settings.LOCALE_PATHS):
        raise CommandError("The Chinese catalogue is not compiled. First run: python -m tools.messages compile")
