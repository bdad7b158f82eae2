"""The verbs, from the first report to 销号 and what can happen on the way."""

from datetime import timedelta

import pytest

from command.choices import Role
from core.models import Notice
from inspections.choices import PhotoRole, Source, TicketState, Verb
from inspections.domain import tickets
from inspections.errors import MissingPlace, NotAllowed, TransitionRefused
from inspections.models import Ticket
from tests.cast import person
from tests.inspections.photos import photo
from tests.inspections.times import on

S = TicketState


def verbs(ticket) -> list[str]:
    return list(ticket.events.order_by("id").values_list("verb", flat=True))


def told(user) -> list[str]:
    return list(Notice.objects.filter(recipient=user).order_by("id").values_list("kind", flat=True))


# --- From report to closing -----------------------------------------------------------------


def test_a_problem_goes_from_report_to_closing(desk):
    ticket = desk.closed()
    assert verbs(ticket) == [Verb.REPORT, Verb.DISPATCH, Verb.ACCEPT, Verb.RECTIFY, Verb.CLOSE]
    assert (ticket.state, ticket.version, ticket.remaining_minutes) == (S.CLOSED, 5, None)
    times = (ticket.reported_at, ticket.registered_at, ticket.dispatched_at, ticket.rectified_at, ticket.closed_at)
    assert times == tuple(map(on, ("09:00", "09:00", "10:00", "15:00", "17:00")))


def test_what_a_verb_returns_is_what_is_stored(desk):
    ticket = desk.rectified()
    stored = Ticket.objects.get(pk=ticket.pk)
    assert {f.attname: getattr(ticket, f.attname) for f in Ticket._meta.concrete_fields} == {
        f.attname: getattr(stored, f.attname) for f in Ticket._meta.concrete_fields
    }


def test_tickets_are_numbered_by_the_days_of_the_city(desk):
    numbers = [desk.report(at).number for at in ("2026-11-23 00:01", "2026-11-23 23:59", "2026-11-24 00:00")]
    assert numbers == ["20261123-0001", "20261123-0002", "20261124-0001"]


def test_an_event_tells_who_when_and_what_changed(desk):
    ticket = desk.dispatched(note=" 尽快 ")
    event = ticket.events.get(verb=Verb.DISPATCH)
    unit = desk.city.city_management
    assert (event.from_state, event.to_state, event.at) == (S.REGISTERED, S.DISPATCHED, on("10:00"))
    assert (event.actor, event.department, event.note) == (desk.cast.clerk, desk.city.office, "尽快")
    assert event.data == {
        "limit": {"amount": 4, "clock": "work_hour"},
        "due_before": "",
        "due_after": "2026-11-23T08:00:00+00:00",
        "calendar_before": "",
        "calendar_after": ticket.calendar_version,
        "unit_before": None,
        "unit_after": {"id": unit.pk, "name": unit.name},
    }


def test_an_outside_report_is_confirmed_and_registered(desk):
    cast = desk.cast
    ticket = desk.report(source=Source.HOTLINE, by=cast.clerk)
    assert (ticket.state, ticket.registered_at) == (S.REPORTED, None)
    ticket = tickets.confirm(ticket, by=cast.inspector, at=on("09:30"), photos=[photo()])
    ticket = tickets.register(ticket, by=cast.clerk, at=on("09:40"))
    assert (ticket.state, ticket.confirmed_at, ticket.registered_at) == (S.REGISTERED, on("09:30"), on("09:40"))


def test_the_group_that_confirmed_an_outside_report_follows_it(desk):
    cast = desk.cast
    ticket = desk.report(source=Source.CITIZEN, by=None)
    assert set(Ticket.objects.visible_to(cast.other_inspector)) == {ticket}
    ticket = tickets.confirm(ticket, by=cast.other_inspector, at=on("09:30"))
    ticket = tickets.register(ticket, by=cast.clerk, at=on("09:40"))
    assert (ticket.finder_department, ticket.followed_by) == (None, desk.city.group_two)
    assert set(Ticket.objects.visible_to(cast.other_inspector)) == {ticket}
    assert set(Ticket.objects.visible_to(cast.inspector)) == set()


def test_what_the_office_logged_keeps_its_finder_when_a_group_confirms_and_follows_it(desk):
    cast = desk.cast
    ticket = tickets.confirm(desk.report(source=Source.HOTLINE, by=cast.clerk), by=cast.inspector, at=on("09:30"))
    assert (ticket.finder_department, ticket.followed_by) == (desk.city.office, desk.city.group_one)


def test_the_group_that_found_a_problem_follows_it_whoever_confirms(desk):
    cast = desk.cast
    found = desk.report()
    reported = desk.report(source=Source.VIDEO, by=cast.inspector)
    confirmed = tickets.confirm(reported, by=cast.other_inspector, at=on("09:30"))
    assert [each.followed_by for each in (found, confirmed)] == [desk.city.group_one] * 2


def test_a_ticket_is_handed_to_a_colleague_who_is_told_and_has_it_then(desk):
    colleague = person("colleague", "同事", Role.HANDLER, department=desk.city.city_management)
    ticket = desk.dispatched()
    due = ticket.due_at
    ticket = tickets.hand_over(ticket, by=desk.cast.handler, at=on("10:30"), person=colleague, note="辖区在你那里")
    event = ticket.events.last()
    assert (ticket.state, ticket.handler, ticket.due_at) == (S.DISPATCHED, colleague, due)
    assert (event.note, event.data) == ("辖区在你那里", {"handler": {"id": colleague.pk, "name": "同事"}})
    assert told(colleague) == ["ticket.dispatch", "ticket.hand_over"]


def test_a_report_that_is_no_problem_is_not_registered(desk):
    ticket = desk.report(source=Source.MEDIA)
    ticket = tickets.reject(ticket, by=desk.cast.clerk, at=on("10:00"), note="现场未发现")
    assert (ticket.state, told(desk.cast.inspector)) == (S.REJECTED, ["ticket.reject"])


def test_a_place_is_a_point_or_at_least_an_area(desk):
    assert desk.report(point=None, area=desk.city.east, place="村口").area == desk.city.east
    assert desk.report(area=desk.city.east).area == desk.city.east
    assert desk.report().area == desk.city.north_street
    with pytest.raises(MissingPlace):
        desk.report(point=None)


def test_a_problem_closed_on_the_spot_has_both_photos_and_no_clock(desk):
    ticket = tickets.close_on_the_spot(
        category=desk.category,
        description="门口有垃圾",
        by=desk.cast.inspector,
        at=on("09:00"),
        point=desk.city.market,
        before=[photo()],
        after=[photo()],
    )
    assert (ticket.state, ticket.on_the_spot, ticket.closed_at) == (S.CLOSED, True, on("09:00"))
    assert (ticket.due_at, ticket.department, verbs(ticket)) == (None, None, [Verb.CLOSE_ON_THE_SPOT])
    assert sorted(ticket.photos.values_list("role", flat=True)) == [PhotoRole.AFTER, PhotoRole.BEFORE]


# --- Between units --------------------------------------------------------------------------


def test_a_returned_ticket_is_nobodys_and_counts(desk):
    ticket = tickets.return_(desk.handling(), by=desk.cast.handler, at=on("11:00"), note="非我单位职责")
    assert (ticket.state, ticket.return_count, ticket.department, ticket.handler) == (S.REGISTERED, 1, None, None)
    assert (ticket.due_at, ticket.limit_amount, ticket.limit_clock) == (None, None, "")
    event = ticket.events.get(verb=Verb.RETURN)
    assert event.data["unit_before"]["name"] == desk.city.city_management.name


def test_a_transfer_begins_the_limit_anew_in_the_other_unit(desk):
    ticket = tickets.transfer(
        desk.handling(),
        by=desk.cast.clerk,
        at=on("17:00"),
        department=desk.city.transport,
        limit=desk.limit,
        note="道路归交通局",
    )
    assert (ticket.state, ticket.department, ticket.handler) == (S.DISPATCHED, desk.city.transport, None)
    assert (ticket.dispatched_at, ticket.due_at) == (on("17:00"), on("2026-11-24 11:30"))


def test_another_unit_does_not_even_see_the_ticket(desk):
    with pytest.raises(NotAllowed):
        tickets.accept(desk.dispatched(), by=desk.cast.other_handler, at=on("11:00"))


def test_area_staff_handle_what_was_dispatched_to_their_department(desk):
    ticket = desk.dispatched(ticket=desk.report(point=desk.city.village_market), department=desk.city.east_town)
    ticket = tickets.accept(ticket, by=desk.cast.area_staff, at=on("11:00"))
    assert (ticket.state, ticket.handler) == (S.HANDLING, desk.cast.area_staff)


# --- Void, merge, relapse -------------------------------------------------------------------


def test_a_duplicate_is_voided_and_stays_readable(desk):
    into, duplicate = desk.report(), desk.report(photos=[photo()])
    duplicate = tickets.merge(duplicate, by=desk.cast.clerk, at=on("10:00"), into=into)
    assert (duplicate.state, duplicate.merged_into) == (S.VOIDED, into)
    assert duplicate.events.get(verb=Verb.MERGE).data == {"into": into.number}
    assert (duplicate.photos.count(), verbs(into)) == (1, [Verb.REPORT])


def test_two_tickets_are_not_merged_into_each_other(desk):
    one, other = desk.report(), desk.report()
    tickets.merge(one, by=desk.cast.clerk, at=on("10:00"), into=other)
    with pytest.raises(TransitionRefused):
        tickets.merge(other, by=desk.cast.clerk, at=on("10:00"), into=one)


@pytest.mark.parametrize("state", ["dispatched", "handling", "rectified"])
def test_an_ended_or_returned_ticket_plans_no_escalation(desk, state):
    ticket = getattr(desk, state)()
    planned = ticket.escalations.planned().exists()
    assert planned == (state != "rectified")
    tickets.merge(ticket, by=desk.cast.clerk, at=on("17:00"), into=desk.report())
    assert not ticket.escalations.planned().exists()


def test_a_problem_that_is_back_within_the_days_is_a_relapse(desk, settings):
    closed = desk.closed()
    soon = closed.closed_at + timedelta(days=settings.RELAPSE_DAYS)
    assert desk.report(f"{soon:%Y-%m-%d} 08:00").relapse_of == closed
    later = soon + timedelta(days=1)
    assert desk.report(f"{later:%Y-%m-%d} 08:00").relapse_of is None


def test_the_same_problem_elsewhere_or_without_a_point_is_no_relapse(desk):
    desk.closed()
    assert desk.report("2026-11-24 09:00", point=desk.city.road).relapse_of is None
    assert desk.report("2026-11-24 09:00", point=None, area=desk.city.north).relapse_of is None


def test_reopening_logs_a_new_ticket_and_leaves_the_old_one_closed(desk):
    closed = desk.closed()
    again = tickets.reopen(
        closed, by=desk.cast.inspector, at=on("2026-11-25 09:00"), description="又有垃圾", photos=[photo()]
    )
    closed.refresh_from_db()
    assert (closed.state, closed.version, verbs(closed)[-1]) == (S.CLOSED, 6, Verb.REOPEN)
    assert (again.state, again.relapse_of, again.point, again.category) == (
        S.REGISTERED,
        closed,
        closed.point,
        closed.category,
    )
    assert again.photos.get().role == PhotoRole.BEFORE


# --- Adding ---------------------------------------------------------------------------------


def test_an_inspector_of_another_group_adds_to_a_ticket_instead_of_logging_a_duplicate(desk):
    ticket, other = desk.dispatched(), desk.cast.other_inspector
    assert not Ticket.objects.visible_to(other).exists()
    ticket = tickets.attach(ticket, by=other, at=on("11:00"), note="我组也发现", photos=[photo()])
    assert (ticket.state, verbs(ticket)[-1], ticket.photos.get().role) == (S.DISPATCHED, Verb.ATTACH, PhotoRole.OTHER)
    with pytest.raises(NotAllowed):
        tickets.close(desk.rectify(ticket), by=other, at=on("17:00"))


@pytest.mark.parametrize("who", ["official", "administrator", "auditor", "outsider", "other_handler"])
def test_nobody_else_adds_to_it(desk, who):
    with pytest.raises(NotAllowed):
        tickets.attach(desk.dispatched(), by=getattr(desk.cast, who), at=on("11:00"), note="看看")
