"""What holds for every verb: photos, event and notices are one act, made from the version that was seen."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from core.domain import photos
from core.errors import AppendOnly, UnreadablePhoto
from core.models import Job, Notice
from inspections.choices import TicketState, Verb
from inspections.domain import tickets
from inspections.errors import MissingPhoto, StaleTicket
from inspections.models import Ticket, TicketEvent, TicketPhoto
from tests.inspections.photos import photo
from tests.inspections.times import on

S = TicketState


def test_photos_are_stored_with_their_event_and_prepared_later(desk):
    ticket = desk.report(photos=[photo("门口 1.jpeg"), photo(size=(30, 20))])
    rows = ticket.photos.order_by("width")
    assert [(row.width, row.height, row.role, row.state) for row in rows] == [
        (30, 20, "before", "stored"),
        (64, 48, "before", "stored"),
    ]
    assert {row.event for row in rows} == {ticket.events.get()}
    asked = Job.objects.filter(kind="photo.prepare").values_list("payload__photo", flat=True)
    assert set(asked) == {str(row.pk) for row in rows}


def test_one_bad_photo_stores_nothing(desk):
    ticket = desk.handling()
    with pytest.raises(UnreadablePhoto):
        desk.rectify(ticket, photos=[photo(), SimpleUploadedFile("a.jpg", b"%PDF-1.7")])
    ticket.refresh_from_db()
    assert (ticket.state, TicketPhoto.objects.count()) == (S.HANDLING, 0)


def test_a_verb_that_is_refused_stores_nothing(desk):
    ticket = desk.handling()
    before = (Notice.objects.count(), TicketEvent.objects.count(), ticket.version)
    with pytest.raises(MissingPhoto):
        tickets.rectify(ticket, by=desk.cast.handler, at=on("15:00"), photos=[])
    ticket.refresh_from_db()
    assert (Notice.objects.count(), TicketEvent.objects.count(), ticket.version) == before


def test_no_file_stays_behind_when_the_rows_cannot_be_written(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    good = photos.check(photo())
    with pytest.raises(IntegrityError), transaction.atomic():
        desk.report(photos=[good, replace(good, sha256=None)])
    assert (Ticket.objects.count(), [path for path in tmp_path.rglob("*") if path.is_file()]) == (0, [])


def test_the_second_clerk_is_told_what_changed_and_loses_nothing(desk):
    ticket = desk.report()
    first = desk.dispatched(ticket=ticket, version=1)
    with pytest.raises(StaleTicket) as refusal:
        desk.dispatched(ticket=ticket, version=1, department=desk.city.transport)
    assert [(event.verb, event.actor) for event in refusal.value.events] == [(Verb.DISPATCH, desk.cast.clerk)]
    assert Ticket.objects.get().department == first.department


def test_a_form_made_from_the_present_version_is_not_stale(desk):
    ticket = desk.report()
    ticket = tickets.attach(ticket, by=desk.cast.other_inspector, at=on("09:10"), note="同", version=1)
    assert desk.dispatched(ticket=ticket, version=2).version == 3


def test_history_is_never_changed(desk):
    event = desk.report().events.get()
    event.note = "改"
    for change in (event.save, event.delete, TicketEvent.objects.all().delete):
        with pytest.raises(AppendOnly):
            change()
