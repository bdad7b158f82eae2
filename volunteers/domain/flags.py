"""What comes of flags: organisers are told of them once, and say why a record is right."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import ngettext_lazy

from command.models import User
from core.domain import audit, notices
from core.errors import passes
from volunteers.choices import FlagKind
from volunteers.domain import sanity
from volunteers.domain.rights import check_may_touch
from volunteers.domain.sanity import Flag
from volunteers.errors import FlagAnswered, NoReason, RecordsChanged
from volunteers.models import Activity, Attendance, FlagNote

ODD = "attendance.odd"
# What was recorded so lately is looked at again and again: nothing is missed while no beat runs over a weekend.
LOOKS_BACK = timedelta(days=3)


@transaction.atomic
def answer(activity: Activity, *, key: str, reason: str, by: User | None, at: datetime) -> FlagNote:
    """Keep why the record of ``activity`` is right though the flag ``key`` is raised. The record itself stays as it is.

    Refused once the records have changed, for then it is not this flag any more.
    """
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    check_answer(activity, by=by)
    if not reason.strip():
        raise NoReason
    flag = next((flag for flag in sanity.find(Activity.objects.filter(pk=activity.pk)) if flag.key == key), None)
    if flag is None:
        raise RecordsChanged
    note = FlagNote.objects.filter(key=key).first() or _note_on(flag)
    if note.answered_at:
        raise FlagAnswered
    note.answered_at, note.answered_by, note.reason = at, by, reason.strip()
    note.save()
    audit.record("flag.answered", by=by, at=at, obj=activity, flag=str(flag.kind), reason=note.reason)
    return note


def _note_on(flag: Flag) -> FlagNote:
    return FlagNote(key=flag.key, kind=flag.kind, activity_id=flag.activity, other_id=flag.other)


def check_answer(activity: Activity, *, by: User | None) -> None:
    """Refuse who may not correct the records of the activity."""
    check_may_touch(by, activity, "change_attendance")


def can_answer(activity: Activity, *, by: User | None) -> bool:
    """Answer what :func:`check_answer` decides."""
    return passes(check_answer, activity, by=by)


def answers(activities: QuerySet[Activity]) -> dict[str, FlagNote]:
    """Return what organisers have answered about ``activities``, by the key of the flag."""
    rows = FlagNote.objects.answered().filter(activity__in=activities.order_by().values("pk"))
    return {note.key: note for note in rows.select_related("answered_by")}


@transaction.atomic
def tell(*, at: datetime) -> int:
    """Tell leaders of what is odd in what was recorded lately: all of it in one notice, each flag once.

    Return how many notices. Two at once tell nothing twice.
    """
    lately = Attendance.objects.filter(recorded_at__gt=at - LOOKS_BACK, recorded_at__lte=at)
    found = sanity.find(Activity.objects.filter(pk__in=lately.order_by().values("activity")))
    asked = {flag.activity for flag in found} | {flag.other for flag in found if flag.other}
    led = Activity.objects.filter(pk__in=asked, team__leader__is_active=True).select_related("team__leader")
    held = led.in_bulk()
    fresh = defaultdict(list)
    for flag in _claimed(sanity.find(led), at):
        fresh[held[flag.activity].team.leader].append(flag)  # type: ignore[union-attr]
    return sum(_tell(leader, flags, held, at) for leader, flags in fresh.items() if leader)


def _claimed(flags: list[Flag], at: datetime) -> list[Flag]:
    """Return the flags of which nobody was told yet, and note that somebody is now."""
    keys = [flag.key for flag in flags]
    known = set(FlagNote.objects.filter(key__in=keys).values_list("key", flat=True))
    FlagNote.objects.bulk_create([_note_on(flag) for flag in flags if flag.key not in known], ignore_conflicts=True)
    waiting = FlagNote.objects.select_for_update().filter(key__in=keys, told_at=None, answered_at=None).order_by("pk")
    claimed = set(waiting.values_list("key", flat=True))
    FlagNote.objects.filter(key__in=claimed).update(told_at=at)
    return [flag for flag in flags if flag.key in claimed]


def _tell(leader: User, flags: list[Flag], held: Mapping[int, Activity], at: datetime) -> int:
    days = [timezone.localdate(held[flag.activity].starts_at) for flag in flags]
    asked = urlencode({"first": min(days).isoformat(), "last": max(days).isoformat()})
    subject = ngettext_lazy("%d record of your team looks odd", "%d records of your team look odd", len(flags))
    return notices.tell(
        [leader],
        kind=ODD,
        subject=subject % len(flags),
        body=_counted(flags),
        link=f"{reverse('volunteer-flags')}?{asked}",
        at=at,
    )


def _counted(flags: Iterable[Flag]) -> Promise:
    """Say how many flags there are of each kind."""
    counts = Counter(flag.kind for flag in flags)
    words = [word for kind in FlagKind if counts[kind] for word in (kind.label, counts[kind])]
    return format_lazy("；".join(["{} {}"] * (len(words) // 2)), *words)
