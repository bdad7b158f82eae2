"""What happens to volunteers: registration, consent, withdrawal, joining and leaving a team."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from command.models import User
from core.domain import audit
from volunteers.domain.rights import check_may
from volunteers.errors import AlreadyConsented, AlreadyMember, TooYoung, Withdrawn
from volunteers.models import Membership, Team, Volunteer
from volunteers.models.people import VolunteerQuerySet

# With the year of birth alone, a person is surely fourteen only in the year after.
YOUNGEST_BY_YEAR = 14


def is_old_enough(birth_year: int | None, *, at: datetime) -> bool:
    """Answer whether personal data of somebody born in ``birth_year`` may be kept (个人信息保护法, article 31).

    An unknown year is trusted to the organiser's word.
    """
    return birth_year is None or timezone.localtime(at).year - birth_year > YOUNGEST_BY_YEAR


@transaction.atomic
def register(*, number: str, name: str, by: User | None, at: datetime, **facts: Any) -> Volunteer:
    """Register a volunteer, unconfirmed until :func:`record_consent`. ``facts`` are further fields of the row."""
    check_register(birth_year=facts.get("birth_year"), by=by, at=at)
    volunteer = Volunteer.objects.create(number=number, name=name, registered_at=at, **facts)
    audit.record("volunteer.registered", by=by, at=at, obj=volunteer)
    return volunteer


def check_register(*, birth_year: int | None, by: User | None, at: datetime) -> None:
    """Refuse to register a child, or by somebody who may not."""
    check_may(by, "add_volunteer")
    if not is_old_enough(birth_year, at=at):
        raise TooYoung


@transaction.atomic
def record_consent(volunteer: Volunteer, *, by: User | None, at: datetime) -> Volunteer:
    """Record that the person has agreed to be a volunteer: from now on figures count it."""
    check_may(by, "change_volunteer")
    volunteer = Volunteer.objects.select_for_update().get(pk=volunteer.pk)
    if volunteer.withdrawn_at:
        raise Withdrawn
    if volunteer.consented_at:
        raise AlreadyConsented
    volunteer.consented_at = at
    volunteer.save(update_fields=["consented_at"])
    audit.record("volunteer.consented", by=by, at=at, obj=volunteer)
    return volunteer


@transaction.atomic
def record_consents(volunteers: VolunteerQuerySet, *, by: User | None, at: datetime) -> int:
    """Record the consent of all unconfirmed among ``volunteers``, such as a signed list; return how many."""
    check_may(by, "change_volunteer")
    pending = dict(volunteers.unconfirmed(at).order_by("number").values_list("pk", "number"))
    Volunteer.objects.filter(pk__in=pending, consented_at=None, withdrawn_at=None).update(consented_at=at)
    if pending:
        audit.record("volunteers.consented", by=by, at=at, numbers=list(pending.values()))
    return len(pending)


@transaction.atomic
def withdraw(volunteer: Volunteer, *, by: User | None, at: datetime) -> Volunteer:
    """Let a person go: memberships end and the phone is forgotten; what was served stays counted."""
    check_may(by, "change_volunteer")
    volunteer = Volunteer.objects.select_for_update().get(pk=volunteer.pk)
    if volunteer.withdrawn_at:
        raise Withdrawn
    volunteer.withdrawn_at, volunteer.phone = at, ""
    volunteer.save(update_fields=["withdrawn_at", "phone"])
    volunteer.memberships.current().update(valid_to=timezone.localdate(at))
    audit.record("volunteer.withdrew", by=by, at=at, obj=volunteer)
    return volunteer


@transaction.atomic
def join(team: Team, volunteer: Volunteer, *, by: User | None, at: datetime) -> Membership:
    """Take a volunteer into a team, from that day on."""
    volunteer = Volunteer.objects.select_for_update().get(pk=volunteer.pk)
    check_join(team, volunteer, by=by)
    membership = Membership.objects.create(team=team, volunteer=volunteer, valid_from=timezone.localdate(at))
    audit.record("team.joined", by=by, at=at, obj=team, volunteer=volunteer.number)
    return membership


def check_join(team: Team, volunteer: Volunteer, *, by: User | None) -> None:
    """Refuse somebody who has withdrawn or is in the team already."""
    check_may(by, "add_membership")
    if volunteer.withdrawn_at:
        raise Withdrawn
    if volunteer.memberships.current().filter(team=team).exists():
        raise AlreadyMember


@transaction.atomic
def leave(membership: Membership, *, by: User | None, at: datetime) -> Membership:
    """End a membership with that day. Ending it twice changes nothing."""
    check_may(by, "change_membership")
    today = timezone.localdate(at)
    if Membership.objects.current().filter(pk=membership.pk).update(valid_to=today):
        audit.record("team.left", by=by, at=at, obj=membership.team, volunteer=membership.volunteer.number)
    membership.refresh_from_db()
    return membership
