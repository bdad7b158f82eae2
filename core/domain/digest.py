"""The daily digest: on working days one e-mail to each person, about what waits and what is new.

A row for each person and day is the claim: written in the transaction of the e-mail's delivery, so that two
workers, or one that is killed and starts again, tell nobody twice and leave nobody out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core import worktime
from core.choices import Pace
from core.domain import calendar, inbox, preferences, topics
from core.models import Delivery, Digest, Notice

# Whoever gets a first digest, or one after a pause, is not told the whole past.
LOOK_BACK = timedelta(days=7)
MOST_LINES = 10
# Notices that are looked through for those lines.
MOST_READ = 100


@dataclass(frozen=True)
class Line:
    """One line, and the address within the portal that it leads to."""

    words: str
    link: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the digest. ``brief`` is what the subject says of it."""

    title: str
    lines: list[Line]
    brief: str = ""


Part = Callable[[Any, datetime], list[Section]]
_parts: list[Part] = []


def register(part: Part) -> None:
    """Let an app say what it has to tell a person at a time; nothing to tell is an empty list."""
    if part not in _parts:
        _parts.append(part)


def is_time(at: datetime) -> bool:
    """Answer whether digests go out at ``at``: on a working day from ``DIGEST_AT`` until the close of business."""
    local, known = timezone.localtime(at), calendar.current()
    ends = max(end for _start, end in known.periods)
    return worktime.is_workday(known, local.date()) and settings.DIGEST_AT <= local.time() < ends


def write_due(*, at: datetime) -> int:
    """Write the digests of the day that are not yet written, and return how many people are told something."""
    if not is_time(at):
        return 0
    day = timezone.localtime(at).date()
    return sum(_write(user, day, at) for user in _without_one(day))


def _without_one(day: date) -> QuerySet:
    people = get_user_model()._default_manager.filter(is_active=True).exclude(email="")
    return people.exclude(pk__in=Digest.objects.filter(day=day).values("recipient_id")).order_by("pk")


@transaction.atomic
def _write(user: Any, day: date, at: datetime) -> bool:
    row, is_new = Digest.objects.get_or_create(recipient_id=user.pk, day=day, defaults={"created_at": at})
    if not is_new:
        return False
    sections = sections_for(user, since=_last_told(user, day, at), at=at)
    if not sections:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        row.subject, row.body = subject(day, sections), f"{text_of(sections)}\n\n{_how_to_change()}"
    row.save(update_fields=["subject", "body"])
    Delivery.objects.create(digest=row, address=user.email, next_try_at=at)
    return True


def _last_told(user: Any, day: date, at: datetime) -> datetime:
    earlier = Digest.objects.filter(recipient_id=user.pk, day__lt=day).order_by("-day")
    last = earlier.values_list("created_at", flat=True).first()
    return max(last or at - LOOK_BACK, at - LOOK_BACK)


def sections_for(user: Any, *, since: datetime, at: datetime) -> list[Section]:
    """Return what there is to tell a person, in the language of the portal."""
    with translation.override(settings.LANGUAGE_CODE):
        paces = preferences.choices_of(user)
        standing = standing_of(user, at=at) if paces[topics.OVERVIEW.key] == Pace.DIGEST else []
        return standing + _news(user, paces, since, at)


def standing_of(user: Any, *, at: datetime) -> list[Section]:
    """Return what waits for a person, from every app."""
    return [section for part in _parts for section in part(user, at)]


def _news(user: Any, paces: dict[str, str], since: datetime, at: datetime) -> list[Section]:
    """Return the unread notices that waited for the digest, of each record the newest."""
    waiting = [key for key, pace in paces.items() if pace == Pace.DIGEST]
    rows = Notice.objects.visible_to(user).unread().filter(topic__in=waiting, deliveries=None)
    recent = rows.filter(created_at__gt=since, created_at__lte=at)[:MOST_READ]
    found = [thread.newest for thread in inbox.threads(recent)]
    if not found:
        return []
    lines = [Line(f"{timezone.localtime(n.created_at):%m-%d %H:%M} {n.subject}", n.link) for n in found[:MOST_LINES]]
    if len(found) > MOST_LINES:
        lines.append(Line(_("and more: see the inbox"), "/notices/"))
    return [Section(_("New since the last digest"), lines)]


def subject(day: date, sections: list[Section]) -> str:
    """Return the subject of a digest, in the language of the moment."""
    words = {"month": day.month, "day": day.day, "briefs": "，".join(each.brief for each in sections if each.brief)}
    if not words["briefs"]:
        return _("Campaign digest of %(month)d-%(day)d") % words
    return (_("Campaign digest of %(month)d-%(day)d: %(briefs)s") % words)[:200]


def _how_to_change() -> str:
    return _("How you are told: %(address)s") % {"address": f"{settings.SITE_URL}/profile/notices/"}


def text_of(sections: list[Section]) -> str:
    """Return sections as plain text with full addresses."""
    return "\n\n".join(_section_text(section) for section in sections)


def _section_text(section: Section) -> str:
    lines = [f"· {line.words}" + (f"\n  {settings.SITE_URL}{line.link}" if line.link else "") for line in section.lines]
    return "\n".join([f"【{section.title}】", *lines])
