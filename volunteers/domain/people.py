"""What happens to volunteers: registration, consent, withdrawal, joining and leaving a team."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from command.models import User
from core.domain import audit
from core.errors import passes
from core.sealed import fingerprint, fingerprints, seal
from volunteers.choices import ConsentMeans
from volunteers.domain import identity
from volunteers.domain.identity import Identity
from volunteers.domain.rights import check_may
from volunteers.errors import (
    AlreadyConsented,
    AlreadyMember,
    IdentityMismatch,
    IdentityTaken,
    NoSuchBirthday,
    TooYoung,
    Withdrawn,
)
from volunteers.models import Membership, Team, Volunteer
from volunteers.models.people import EARLIEST_BIRTH_YEAR, VolunteerQuerySet

# With the year of birth alone, a person is surely fourteen only in the year after.
YOUNGEST_BY_YEAR = 14


def is_old_enough(birth_year: int | None, *, at: datetime) -> bool:
    """Answer whether personal data of somebody born in ``birth_year`` may be kept (个人信息保护法, article 31).

    An unknown year is trusted to the organiser's word.
    """
    return birth_year is None or timezone.localtime(at).year - birth_year > YOUNGEST_BY_YEAR


@transaction.atomic
def register(*, number: str, name: str, by: User | None, at: datetime, id_number: str = "", **facts: Any) -> Volunteer:
    """Register a volunteer, unconfirmed until :func:`record_consent`. ``facts`` are further fields of the row.

    With an ID number the year of birth and the sex are taken from it, and nobody is registered twice.
    """
    check_register(id_number=id_number, by=by, at=at, **facts)
    if id_number:
        facts |= identified(identity.read(id_number))
    volunteer = Volunteer.objects.create(number=number, name=name, registered_at=at, **facts)
    audit.record("volunteer.registered", by=by, at=at, obj=volunteer)
    return volunteer


def check_register(
    *,
    by: User | None,
    at: datetime,
    id_number: str = "",
    birth_year: int | None = None,
    sex: str = "",
    **_facts: Any,
) -> None:
    """Refuse to register a child, somebody who is registered already, or by somebody who may not.

    Rights come first: who may register nobody learns of nobody that they are registered.
    """
    check_may(by, "add_volunteer")
    if id_number:
        person = check_identity(id_number, on=timezone.localdate(at))
        check_match(person, birth_year=birth_year, sex=sex)
        if registered_as(person.number):
            raise IdentityTaken
    elif not is_old_enough(birth_year, at=at):
        raise TooYoung


def check_identity(id_number: str, *, on: date) -> Identity:
    """Return what an ID number says; refuse what is none, a day of birth that nobody has, and children under 14."""
    person = identity.read(id_number)
    if person.born.year < EARLIEST_BIRTH_YEAR or person.born > on:
        raise NoSuchBirthday
    if not person.is_fourteen(on):
        raise TooYoung
    return person


def check_match(person: Identity, *, birth_year: int | None = None, sex: str = "") -> None:
    """Refuse facts that contradict the ID number; what is not given contradicts nothing."""
    if (birth_year or person.born.year) != person.born.year or (sex or person.sex) != person.sex:
        raise IdentityMismatch


def registered_as(id_number: str) -> Volunteer | None:
    """Return who is registered under an ID number. Only for those who see every volunteer."""
    return Volunteer.objects.filter(id_hash__in=fingerprints(id_number)).first()


def identified(person: Identity, *, id_hash: str = "") -> dict[str, Any]:
    """Return the fields of a volunteer that follow from the ID number; ``id_hash`` where it is known already."""
    return {
        "id_sealed": seal(person.number),
        "id_hash": id_hash or fingerprint(person.number),
        "birth_year": person.born.year,
        "sex": person.sex,
    }


@transaction.atomic
def record_consent(
    volunteer: Volunteer, *, by: User | None, at: datetime, means: str = ConsentMeans.PAPER
) -> Volunteer:
    """Record that the person has agreed to be a volunteer: from now on figures count it."""
    volunteer = Volunteer.objects.select_for_update().get(pk=volunteer.pk)
    check_consent(volunteer, by=by)
    volunteer.consented_at, volunteer.consent_means = at, means
    volunteer.save(update_fields=["consented_at", "consent_means"])
    audit.record("volunteer.consented", by=by, at=at, obj=volunteer, means=str(means))
    return volunteer


def check_consent(volunteer: Volunteer, *, by: User | None) -> None:
    """Refuse the consent of somebody who is no volunteer any more, or has given it."""
    check_withdraw(volunteer, by=by)
    if volunteer.consented_at:
        raise AlreadyConsented


def can_consent(volunteer: Volunteer, *, by: User | None) -> bool:
    """Answer what :func:`check_consent` decides."""
    return passes(check_consent, volunteer, by=by)


@transaction.atomic
def record_consents(
    volunteers: VolunteerQuerySet, *, by: User | None, at: datetime, means: str = ConsentMeans.PAPER
) -> int:
    """Record the consent of all unconfirmed among ``volunteers``, such as a signed list; return how many."""
    check_may(by, "change_volunteer")
    pending = dict(volunteers.unconfirmed(at).order_by("number").values_list("pk", "number"))
    waiting = Volunteer.objects.filter(pk__in=pending, consented_at=None, withdrawn_at=None)
    waiting.update(consented_at=at, consent_means=means)
    if pending:
        audit.record("volunteers.consented", by=by, at=at, numbers=list(pending.values()))
    return len(pending)


@transaction.atomic
def withdraw(volunteer: Volunteer, *, by: User | None, at: datetime, **how: str) -> Volunteer:
    """Let a person go: memberships end, phone and ID number are forgotten; what was served stays counted.

    ``how`` goes into the audit trail as it is.
    """
    volunteer = Volunteer.objects.select_for_update().get(pk=volunteer.pk)
    check_withdraw(volunteer, by=by)
    forget_contact(volunteer)
    volunteer.withdrawn_at = at
    volunteer.save()
    leave_everything(volunteer, at=at)
    audit.record("volunteer.withdrew", by=by, at=at, obj=volunteer, **how)
    return volunteer


def check_withdraw(volunteer: Volunteer, *, by: User | None) -> None:
    """Refuse to let go whoever is gone already."""
    check_may(by, "change_volunteer")
    if not volunteer.is_present:
        raise Withdrawn


def can_withdraw(volunteer: Volunteer, *, by: User | None) -> bool:
    """Answer what :func:`check_withdraw` decides."""
    return passes(check_withdraw, volunteer, by=by)


def leave_everything(volunteer: Volunteer, *, at: datetime) -> None:
    """End the memberships of who is no volunteer any more, and free the places in shifts to come."""
    volunteer.memberships.current().update(valid_to=timezone.localdate(at))
    volunteer.sign_ups.filter(dropped_at=None, shift__ends_at__gt=at).update(dropped_at=at)


def forget_contact(volunteer: Volunteer) -> None:
    """Take phone and ID number out of a row, which the caller saves."""
    volunteer.phone, volunteer.id_sealed, volunteer.id_hash = "", "", None


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
