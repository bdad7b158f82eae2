"""Drafts that a browser sends: once and only once, whatever the network does, and never in the future."""

import threading
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from inspections.choices import Source, TicketState
from inspections.domain import drafts, tickets
from inspections.domain.drafts import Draft, found_at
from inspections.errors import KnownProblem, MissingPhoto, NotAllowed, OtherAccount, PhotosMissing
from inspections.models import PendingPhoto, SentDraft, Ticket
from tests.inspections.photos import photo

NOW = timezone.now()


@pytest.fixture
def draft(cast, category):
    def make(**other) -> Draft:
        facts = {"point": cast.city.market, "category": category, "description": "东门外有垃圾"}
        return Draft(**{"key": uuid4(), "facts": facts} | other)

    return make


@pytest.fixture
def taken(cast):
    def take(by=None, name="a.jpg"):
        return drafts.take_photo(uuid4(), photo(name), by=by or cast.inspector).pk

    return take


def test_a_draft_becomes_a_ticket_with_its_photos_and_what_waited_is_gone(cast, draft, taken):
    sent, is_new = drafts.send(draft(before=[taken(), taken(name="b.jpg")]), by=cast.inspector, at=NOW)
    names = set(sent.ticket.photos.values_list("file_name", flat=True))
    assert (is_new, sent.was_added, sent.ticket.state) == (True, False, TicketState.REGISTERED)
    assert (names, PendingPhoto.objects.count()) == ({"a.jpg", "b.jpg"}, 0)


def test_a_draft_sent_again_after_a_lost_answer_is_the_same_ticket(cast, draft, taken):
    once = draft(before=[taken()])
    first, _new = drafts.send(once, by=cast.inspector, at=NOW)
    again, is_new = drafts.send(once, by=cast.inspector, at=NOW + timedelta(days=60))
    assert (again.ticket, is_new, Ticket.objects.count()) == (first.ticket, False, 1)


def test_the_order_of_sending_is_the_order_of_numbers(cast, draft):
    one, two, three = (draft(anyway=True) for _n in range(3))
    sent = [drafts.send(each, by=cast.inspector, at=NOW)[0] for each in (one, two, three)]
    numbers = [row.ticket.number for row in sent]
    assert numbers == sorted(numbers)


def test_a_known_problem_is_named_and_nothing_is_stored(cast, draft, taken):
    first, _new = drafts.send(draft(), by=cast.other_inspector, at=NOW)
    with pytest.raises(KnownProblem) as known:
        drafts.send(draft(before=[taken()]), by=cast.inspector, at=NOW)
    assert ([each.number for each in known.value.duplicates], PendingPhoto.objects.count()) == (
        [first.ticket.number],
        1,
    )
    assert (Ticket.objects.count(), SentDraft.objects.count()) == (1, 1)


def test_the_same_draft_goes_through_once_its_writer_has_chosen(cast, draft, taken):
    first, _new = drafts.send(draft(), by=cast.inspector, at=NOW)
    undecided = draft(before=[taken()])
    with pytest.raises(KnownProblem):
        drafts.send(undecided, by=cast.inspector, at=NOW)
    chosen = draft(key=undecided.key, before=undecided.before, attach_to=first.ticket.number)
    added, _new = drafts.send(chosen, by=cast.inspector, at=NOW)
    assert (added.ticket, added.was_added, Ticket.objects.count()) == (first.ticket, True, 1)
    assert first.ticket.events.get(verb="attach").note == "东门外有垃圾"


def test_a_problem_may_be_logged_beside_an_open_one(cast, draft):
    drafts.send(draft(), by=cast.inspector, at=NOW)
    drafts.send(draft(anyway=True), by=cast.inspector, at=NOW)
    assert Ticket.objects.count() == 2


def test_what_was_fixed_on_the_spot_is_closed_and_needs_both_photos(cast, draft, taken):
    with pytest.raises(MissingPhoto):
        drafts.send(draft(on_the_spot=True, before=[taken()]), by=cast.inspector, at=NOW)
    sent, _new = drafts.send(draft(on_the_spot=True, before=[taken()], after=[taken()]), by=cast.inspector, at=NOW)
    assert (sent.ticket.state, Ticket.objects.count()) == (TicketState.CLOSED, 1)


def test_a_photo_sent_twice_is_kept_once(cast):
    key = uuid4()
    rows = [drafts.take_photo(key, photo(), by=cast.inspector) for _n in range(2)]
    assert (rows[0], PendingPhoto.objects.count()) == (rows[1], 1)


def test_photos_that_have_not_arrived_are_named(cast, draft):
    lost = uuid4()
    with pytest.raises(PhotosMissing) as missing:
        drafts.send(draft(before=[lost]), by=cast.inspector, at=NOW)
    assert (missing.value.details["missing"], SentDraft.objects.count()) == ([str(lost)], 0)


def test_another_persons_photo_is_missing_and_cannot_be_overwritten(cast, draft, taken):
    theirs = taken(by=cast.other_inspector)
    with pytest.raises(PhotosMissing):
        drafts.send(draft(before=[theirs]), by=cast.inspector, at=NOW)
    with pytest.raises(NotAllowed):
        drafts.take_photo(theirs, photo(), by=cast.inspector)


def test_another_persons_key_is_no_way_to_their_ticket(cast, draft):
    theirs = draft()
    drafts.send(theirs, by=cast.other_inspector, at=NOW)
    with pytest.raises(OtherAccount):
        drafts.send(theirs, by=cast.inspector, at=NOW)


def test_who_may_not_log_problems_may_not_send_drafts(cast, draft):
    with pytest.raises(NotAllowed):
        drafts.send(draft(), by=cast.handler, at=NOW)
    with pytest.raises(NotAllowed):
        drafts.take_photo(uuid4(), photo(), by=cast.handler)
    assert (Ticket.objects.count(), SentDraft.objects.count()) == (0, 0)


def test_a_draft_of_this_morning_says_when_the_problem_was_found_and_counts_from_now(cast, draft):
    sent, _new = drafts.send(draft(waited=timedelta(hours=3)), by=cast.inspector, at=NOW)
    event = sent.ticket.events.get()
    assert (sent.ticket.reported_at, event.data["found_at"]) == (NOW, (NOW - timedelta(hours=3)).isoformat())


def test_writing_takes_some_minutes_and_is_not_told(cast, draft):
    sent, _new = drafts.send(draft(waited=timedelta(minutes=4)), by=cast.inspector, at=NOW)
    assert sent.ticket.events.get().data == {"source": Source.PATROL}


@given(st.timedeltas())
def test_whatever_a_laptops_clock_says_nothing_was_found_in_the_future(waited):
    found = found_at(waited, at=NOW)
    assert found is None or NOW - drafts.LONGEST_WAIT <= found <= NOW


@pytest.mark.django_db(transaction=True)
def test_a_draft_sent_from_two_tabs_at_once_is_one_ticket(cast, draft, category):
    shared, results = draft(before=[drafts.take_photo(uuid4(), photo(), by=cast.inspector).pk]), []
    gate = threading.Barrier(4)

    def tab() -> None:
        gate.wait()
        results.append(drafts.send(shared, by=cast.inspector, at=NOW)[0].ticket_id)
        connection.close()

    tabs = [threading.Thread(target=tab) for _n in range(4)]
    for each in tabs:
        each.start()
    for each in tabs:
        each.join()
    ticket = Ticket.objects.get()
    assert results == [ticket.pk] * 4
    assert (ticket.photos.count(), SentDraft.objects.count()) == (1, 1)


def test_photos_are_on_the_disk_before_the_number_of_the_day_is_taken(cast, draft, taken):
    on_disk = []

    def look(execute, sql, *rest):
        if sql.startswith("UPDATE") and "core_sequence" in sql:
            on_disk.append(len(list(_originals())))
        return execute(sql, *rest)

    ready = draft(before=[taken(), taken()])
    with connection.execute_wrapper(look):
        drafts.send(ready, by=cast.inspector, at=NOW)
    assert set(on_disk) == {2}


def test_a_refused_ticket_leaves_no_photo_on_the_disk(cast, category):
    with pytest.raises(NotAllowed):
        tickets.report(
            source=Source.PATROL,
            category=category,
            description="x",
            by=cast.handler,
            at=NOW,
            point=cast.city.market,
            photos=[photo()],
        )
    assert list(_originals()) == []


def _originals():
    return Path(settings.MEDIA_ROOT).glob("photos/originals/**/*.jpg")
