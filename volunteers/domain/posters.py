"""The code on an activity's poster (签到码): what stands in it, and when it opens.

A code is bound to one activity and opens only around its time. The organiser may replace it, and may show it on a
screen instead, where it changes by itself: a picture taken of it is soon worth nothing.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from command.models import User
from core.domain import audit
from core.errors import passes
from volunteers.domain.rights import check_may_touch
from volunteers.errors import (
    ActivityCancelled,
    CheckInNotOpen,
    CheckInOver,
    CodeChanged,
    NoSuchCode,
    PosterReplaced,
)
from volunteers.models import Activity

SALT = "volunteers.poster"
OPENS_BEFORE = timedelta(minutes=30)
CLOSES_AFTER = timedelta(minutes=30)
# A code on a screen changes so often, and opens for this many steps after its own.
STEP_SECONDS = 30
STEPS = 3


def code_of(activity: Activity, *, at: datetime) -> str:
    """Return the code that the poster, or at this moment the screen, of ``activity`` shows."""
    parts = [activity.pk, activity.poster_serial]
    if activity.poster_is_live:
        parts.append(_step(at))
    return _signer().sign("-".join(map(str, parts)))


def read(code: str, *, at: datetime) -> Activity:
    """Return the activity whose poster shows ``code``.

    Refused in words: what is no code, a poster that was replaced, a code of the screen that has changed since, and
    every code outside the time of its activity, which it names.
    """
    pk, serial, *step = _parts(code)
    try:
        activity = Activity.objects.select_related("team", "department").get(pk=pk)
    except Activity.DoesNotExist as error:
        raise NoSuchCode from error
    check_open(activity, at=at)
    if serial != activity.poster_serial or activity.poster_is_live != bool(step):
        raise PosterReplaced
    if step and not 0 <= _step(at) - step[0] <= STEPS:
        raise CodeChanged
    return activity


def place_of(code: str) -> int:
    """Return the key of the activity that a code names, whether it opens or not; no row is read."""
    return _parts(code)[0]


def _parts(code: str) -> list[int]:
    try:
        return [int(part) for part in _signer().unsign(code).split("-")]
    except signing.BadSignature as error:
        raise NoSuchCode from error


def check_open(activity: Activity, *, at: datetime) -> None:
    """Refuse check-in outside the time of an activity, or where it was cancelled."""
    if activity.cancelled_at:
        raise ActivityCancelled
    if at < activity.starts_at - OPENS_BEFORE:
        opens_at = timezone.localtime(activity.starts_at - OPENS_BEFORE)
        raise CheckInNotOpen(_("Check-in opens on %(time)s.") % {"time": f"{opens_at:%Y-%m-%d %H:%M}"})
    if at > activity.ends_at + CLOSES_AFTER:
        held = timezone.localtime(activity.starts_at)
        told = _("This code was for “%(title)s” on %(day)s, which is over. Scan the code of today's activity.")
        raise CheckInOver(told % {"title": activity.title, "day": f"{held:%Y-%m-%d}"})


@transaction.atomic
def replace(activity: Activity, *, is_live: bool, by: User | None, at: datetime) -> Activity:
    """Make every code shown so far worthless. ``is_live``: from now on it stands on a screen and changes by itself."""
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    check_keep(activity, by=by, at=at)
    activity.poster_serial += 1
    activity.poster_is_live = is_live
    activity.save(update_fields=["poster_serial", "poster_is_live"])
    audit.record("poster.replaced", by=by, at=at, obj=activity, live=is_live)
    return activity


def check_keep(activity: Activity, *, by: User | None, at: datetime) -> None:
    """Refuse the poster of somebody else's activity, of a cancelled one, and of one that is over."""
    check_may_touch(by, activity, "add_attendance")
    if activity.cancelled_at:
        raise ActivityCancelled
    if at > activity.ends_at + CLOSES_AFTER:
        raise CheckInOver


def can_keep(activity: Activity, *, by: User | None, at: datetime) -> bool:
    """Answer what :func:`check_keep` decides."""
    return passes(check_keep, activity, by=by, at=at)


def _signer() -> signing.Signer:
    return signing.Signer(salt=SALT, sep=".")


def _step(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS
