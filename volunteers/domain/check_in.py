"""Checking in by the code of a poster, and making attendances of it.

A volunteer has no account: the number, or the end of the phone, is enough. Whoever asks gets the same answer, known
or not, and the same number of statements is run: nobody learns who is registered.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from command.models import User
from volunteers.domain import identity, posters, taking_part
from volunteers.domain.rights import check_may_touch
from volunteers.models import Activity, Attendance, CheckIn, Membership, SignUp, Volunteer
from volunteers.models.check_in import GIVEN_LENGTH
from volunteers.models.people import VolunteerQuerySet
from volunteers.models.taking_part import MINUTES_OF_A_DAY

PHONE_TAIL, PHONE = 4, 11
# So long the organiser can strike out who was not there, before attendances are made by themselves.
LEFT_TO_THE_ORGANISER = timedelta(hours=24)
AT_ONCE = 5000


def check_in(code: str, *, given: str, key: UUID, at: datetime) -> Activity:
    """Note that somebody stands before the poster; return the activity, whoever it is.

    ``given`` is a volunteer number or at least the last four digits of a phone. ``key`` belongs to the form: sent
    twice, it counts once; on one phone several people may follow each other. Refused is only what
    :func:`~volunteers.domain.posters.read` refuses.
    """
    activity = posters.read(code, at=at)
    text = identity.tidied(given)
    person = meant_by(given, among=people_of(activity))
    row = CheckIn(
        activity=activity,
        volunteer_id=person,
        key=uuid5(key, text),
        given="" if person else text[-GIVEN_LENGTH:],
        at=at,
    )
    CheckIn.objects.bulk_create([row], ignore_conflicts=True)
    return activity


def people_of(activity: Activity) -> VolunteerQuerySet:
    """Return the organiser's people: who belongs to the team on that day, or the volunteers of the unit."""
    people = Volunteer.objects.present()
    if activity.team_id is None:
        return people.filter(department=activity.department_id)
    held = Membership.objects.filter(team=activity.team_id).active(timezone.localdate(activity.starts_at))
    return people.filter(pk__in=held.values("volunteer_id"))


def listed(activity: Activity, *, user: User) -> VolunteerQuerySet:
    """Return the organiser's people in the row scope of ``user``, who has ``arrived`` first.

    Each with the time it ``arrived``, whether it was ``struck`` out, and the minutes ``served`` that are recorded.
    """
    answered = activity.check_ins.filter(volunteer=OuterRef("pk"))
    recorded = activity.attendances.filter(volunteer=OuterRef("pk"))
    people = people_of(activity).filter(pk__in=Volunteer.objects.visible_to(user).values("pk"))
    return people.annotate(
        arrived=Subquery(answered.values("at")[:1]),
        struck=Exists(answered.exclude(struck_at=None)),
        served=Subquery(recorded.values("minutes")[:1]),
    ).order_by(F("arrived").asc(nulls_last=True), "number")


def meant_by(given: str, *, among: VolunteerQuerySet) -> int | None:
    """Return the id of the one person under a number or the end of a phone; None where it is nobody, or several."""
    text = identity.tidied(given)
    meant = Q(number=given.strip())
    if text.isascii() and text.isdigit() and PHONE_TAIL <= len(text) <= PHONE:
        meant |= Q(phone__endswith=text)
    found = list(among.filter(meant).order_by().values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


@transaction.atomic
def record(
    activity: Activity,
    *,
    minutes: Mapping[Volunteer, int],
    absent: Collection[Volunteer] = (),
    by: User | None,
    at: datetime,
) -> Activity:
    """Record by the organiser's list who served how many minutes, and strike out who checked in but was not there."""
    if minutes:
        taking_part.record_attendance(activity, minutes=minutes, by=by, at=at)
    there = activity.check_ins.filter(volunteer__in=minutes, struck_at=None)
    there.update(settled_at=at)
    strike(activity, activity.check_ins.filter(volunteer__in=absent), by=by, at=at)
    return activity


@transaction.atomic
def strike(activity: Activity, rows: Iterable[CheckIn], *, by: User | None, at: datetime) -> int:
    """Strike out check-ins of which no attendance was made, such as of people who were not there; return how many.

    The rows stay, with who did it and when, but not what was typed; checking in again does not bring them back.
    """
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    check_may_touch(by, activity, "add_attendance")
    waiting = activity.check_ins.waiting().filter(pk__in=[row.pk for row in rows])
    return waiting.update(struck_at=at, struck_by=by, given="")


@transaction.atomic
def settle(*, at: datetime) -> int:
    """Make attendances of the check-ins that the organiser has left standing for a day; return how many rows.

    Served counts from arriving, at the earliest from the start, until the planned end; who was recorded by the
    organiser meanwhile stays as recorded, and whose shift was cancelled waits. Twice at once makes no second row.
    """
    due = Activity.objects.held().filter(ends_at__lte=at - LEFT_TO_THE_ORGANISER)
    stranded = SignUp.objects.stranded().filter(volunteer=OuterRef("volunteer"), shift__activity=OuterRef("activity"))
    waiting = CheckIn.objects.waiting().known().filter(~Exists(stranded), activity__in=due)
    some = list(waiting.order_by("pk")[:AT_ONCE])
    locked = Activity.objects.select_for_update().filter(pk__in={row.activity_id for row in some}).order_by("pk")
    held = {activity.pk for activity in locked if not activity.cancelled_at}
    rows = CheckIn.objects.waiting().filter(pk__in=[row.pk for row in some], activity__in=held)
    return _settled(list(rows.select_related("activity", "volunteer")), at)


def _settled(rows: list[CheckIn], at: datetime) -> int:
    made = [
        Attendance(
            activity=row.activity,
            volunteer=row.volunteer,
            category=row.volunteer.category,
            minutes=minutes_of(row),
            recorded_at=at,
        )
        for row in rows
        if row.volunteer
    ]
    Attendance.objects.bulk_create(made, ignore_conflicts=True)
    return CheckIn.objects.filter(pk__in=[row.pk for row in rows]).update(settled_at=at)


def hand_over(double: Volunteer, into: Volunteer) -> None:
    """Give the check-ins of a double to the person it is; where both checked in, once is enough."""
    double.check_ins.exclude(activity__in=into.check_ins.values("activity")).update(volunteer=into)
    double.check_ins.all().delete()


def minutes_of(row: CheckIn) -> int:
    """Return the minutes from arriving until the planned end of the activity; at least one, at most a day's."""
    since = max(row.at, row.activity.starts_at)
    minutes = int((row.activity.ends_at - since).total_seconds()) // 60
    return min(max(minutes, 1), MINUTES_OF_A_DAY)
