"""Training, commendation and evaluation in the record of a volunteer: the team that has them records them."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from command.models import User
from core.domain import audit
from volunteers.domain.rights import may
from volunteers.errors import AlreadyErased, LiesAhead, NotYours
from volunteers.models import ServiceNote, Team, Volunteer


@transaction.atomic
def add(
    volunteer: Volunteer, *, team: Team, kind: str, on: date, text: str, by: User | None, at: datetime
) -> ServiceNote:
    """Enter what a team has to say of a volunteer, of a day up to today."""
    volunteer = Volunteer.objects.select_for_update().get(pk=volunteer.pk)
    check_add(volunteer, team, by=by)
    if volunteer.erased_at:
        raise AlreadyErased
    if on > timezone.localdate(at):
        raise LiesAhead
    note = ServiceNote.objects.create(
        volunteer=volunteer, team=team, kind=kind, on=on, text=text, recorded_at=at, recorded_by=by
    )
    audit.record("note.recorded", by=by, at=at, obj=volunteer, kind=str(kind), note=note.pk)
    return note


def check_add(volunteer: Volunteer, team: Team, *, by: User | None) -> None:
    """Refuse who may not, a team of others, and a volunteer outside the row scope."""
    if by is None:
        return
    in_scope = (
        Team.objects.visible_to(by).filter(pk=team.pk).exists()
        and Volunteer.objects.visible_to(by).filter(pk=volunteer.pk).exists()
    )
    if not (may(by, "add_servicenote") and in_scope):
        raise NotYours
