"""One person in two rows: found as a question to the clerk, and merged without losing history."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest, Least

from command.models import User
from core.domain import audit
from core.errors import passes
from core.models import ImportBatch
from volunteers.domain import check_in, hours, shifts
from volunteers.domain.apart import lock_both
from volunteers.domain.people import forget_contact
from volunteers.domain.rights import check_may
from volunteers.errors import NotTheSame, ToldApart
from volunteers.models import Attendance, Membership, NotDouble, Volunteer
from volunteers.models.people import VolunteerQuerySet

# No unit equals no unit, which NULL does not.
UNIT = Coalesce("department_id", 0)
# What the one row lacks it takes from the other.
TAKEN_OVER = ("sex", "birth_year", "department_id", "area_id", "phone", "source_id")


def likely(volunteer: Volunteer) -> VolunteerQuerySet:
    """Return who has the same name, year of birth and unit, unless ID numbers, phones or a clerk tell them apart."""
    alike = _alike(volunteer.name, volunteer.birth_year, volunteer.department_id or 0).exclude(pk=volunteer.pk)
    told = NotDouble.objects.about(volunteer)
    alike = alike.exclude(pk__in=told.values("first")).exclude(pk__in=told.values("second"))
    if volunteer.birth_year is None or not volunteer.is_present:
        return alike.none()
    if volunteer.id_hash:
        alike = alike.filter(id_hash=None)
    return alike.filter(phone__in=["", volunteer.phone]) if volunteer.phone else alike


def in_question() -> VolunteerQuerySet:
    """Return everybody who has a likely double with a smaller number, by name: the clerk's list of questions.

    ``earlier`` is the first of them: the row to compare with.
    """
    earlier = _open_questions().filter(number__lt=OuterRef("number"))
    first = earlier.order_by("number").values("pk")[:1]
    return _named().filter(Exists(earlier)).annotate(earlier=first).order_by("name", "number")


def first_questions(most: int) -> tuple[VolunteerQuerySet, int]:
    """Return the first ``most`` of :func:`in_question`, and how many they are: one look at all volunteers for both."""
    found = list(in_question().values_list("pk", flat=True)[:most])
    return in_question().filter(pk__in=found), len(found)


def from_list(batch: ImportBatch) -> VolunteerQuerySet:
    """Return those whom a list has registered and who look like somebody else."""
    return _named().filter(Exists(_open_questions().exclude(pk=OuterRef("pk"))), source=batch).order_by("number")


def _named() -> VolunteerQuerySet:
    return Volunteer.objects.present().filter(birth_year__isnull=False).annotate(unit=UNIT)


def _open_questions() -> VolunteerQuerySet:
    """Return whom a row of :func:`_named` resembles."""
    alike = _alike(OuterRef("name"), OuterRef("birth_year"), OuterRef("unit")).annotate(
        their_phone=ExpressionWrapper(OuterRef("phone"), CharField()),
        their_id=ExpressionWrapper(OuterRef("id_hash"), CharField()),
    )
    pair = (OuterRef("pk"), OuterRef(OuterRef("pk")))
    told = NotDouble.objects.filter(first=Least(*pair), second=Greatest(*pair))
    return alike.filter(
        Q(phone="") | Q(their_phone="") | Q(phone=F("their_phone")),
        Q(id_hash=None) | Q(their_id=None),
        ~Exists(told),
    )


def _alike(name: Any, birth_year: Any, unit: Any) -> VolunteerQuerySet:
    rows = Volunteer.objects.present().annotate(unit=UNIT)
    return rows.filter(name=name, birth_year=birth_year, unit=unit)


@transaction.atomic
def merge(double: Volunteer, *, into: Volunteer, by: User | None, at: datetime) -> Volunteer:
    """Make ``double`` part of ``into``, which takes over memberships, attendances and whatever it lacks.

    The double's row stays, counts no more, and says whose it was. Where both took part in one activity the longer
    time stands; where both are in one team, the earlier beginning.
    """
    check_may(by, "change_volunteer")
    double, into = lock_both(double, into)
    check_merge(double, into)
    served, belonged = _move_attendances(double, into, by=by, at=at), _move_memberships(double, into)
    check_in.hand_over(double, into)
    double.certificates.update(volunteer=into)
    double.notes.update(volunteer=into)
    _move_answers(double, into)
    shifts.hand_over(double, into)
    _take_over(double, into)
    audit.record(
        "volunteer.merged",
        by=by,
        at=at,
        obj=into,
        double=double.number,
        attendances=served,
        memberships=belonged,
    )
    return into


def check_merge(double: Volunteer, into: Volunteer) -> None:
    """Refuse one row twice, rows that are nobody any more, two different ID numbers, and who was told apart."""
    if double.pk == into.pk or not (double.is_present and into.is_present):
        raise NotTheSame
    if double.id_hash and into.id_hash and double.id_hash != into.id_hash:
        raise NotTheSame
    if NotDouble.objects.between(double, into).exists():
        raise ToldApart


def can_merge(double: Volunteer, into: Volunteer) -> bool:
    """Answer what :func:`check_merge` decides."""
    return passes(check_merge, double, into)


def _move_attendances(double: Volunteer, into: Volunteer, *, by: User | None, at: datetime) -> list[int]:
    """Move what was served; return the rows that were moved or, where both served, joined."""
    moved = list(double.attendances.order_by("pk").values_list("pk", flat=True))
    both = double.attendances.filter(activity__in=into.attendances.values("activity"))
    for row in both.select_related("activity"):
        if into.attendances.filter(activity=row.activity, minutes__lt=row.minutes).exists():
            hours.keep_former(row.activity, {into: row.minutes}, by=by, at=at)
            into.attendances.filter(activity=row.activity).update(minutes=row.minutes)
    both.delete()
    Attendance.objects.filter(volunteer=double).update(volunteer=into)
    return moved


def _move_memberships(double: Volunteer, into: Volunteer) -> list[int]:
    moved = list(double.memberships.order_by("pk").values_list("pk", flat=True))
    shared = double.memberships.current().filter(team__in=into.memberships.current().values("team"))
    for team, since in shared.values_list("team", "valid_from"):
        into.memberships.current().filter(team=team, valid_from__gt=since).update(valid_from=since)
    shared.delete()
    Membership.objects.filter(volunteer=double).update(volunteer=into)
    return moved


def _move_answers(double: Volunteer, into: Volunteer) -> None:
    """Let whoever is another person than the double be another than who stays."""
    moved = []
    for answer in NotDouble.objects.about(double):
        other = answer.second_id if answer.first_id == double.pk else answer.first_id
        answer.pk, (answer.first_id, answer.second_id) = None, sorted((other, into.pk))
        moved.append(answer)
    NotDouble.objects.about(double).delete()
    NotDouble.objects.bulk_create(moved, ignore_conflicts=True)


def _take_over(double: Volunteer, into: Volunteer) -> None:
    """Fill what ``into`` lacks, with the earlier registration and consent, and empty the double."""
    for field in TAKEN_OVER:
        setattr(into, field, getattr(into, field) or getattr(double, field))
    if not into.id_hash:
        into.id_sealed, into.id_hash = double.id_sealed, double.id_hash
    into.registered_at = min(into.registered_at, double.registered_at)
    consents = [(row.consented_at, row.consent_means) for row in (into, double) if row.consented_at]
    if consents:
        into.consented_at, into.consent_means = min(consents)
    forget_contact(double)
    double.merged_into = into
    double.save()
    into.save()
