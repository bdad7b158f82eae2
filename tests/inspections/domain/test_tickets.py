"""The verbs, from the first report to 销号 and what can happen on the way."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from command.choices import Role
from core.choices import Clock
from core.domain import photos
from core.errors import AppendOnly, UnreadablePhoto
from core.models import Job, Notice
from inspections.choices import PhotoRole, Source, TicketState, Verb
from inspections.domain import news, tickets
from inspections.errors import MissingPhoto, MissingPlace, NotAllowed, StaleTicket, TransitionRefused
from inspections.models import Ticket, TicketEvent, TicketPhoto, TimeLimit
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


# --- The clock ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "clock", "due"),
    [
        (4, Clock.WORK_HOUR, "2026-11-23 16:00"),
        (4, Clock.URGENT_HOUR, "2026-11-23 14:00"),
        (1, Clock.WORK_DAY, "2026-11-24 18:00"),
        (5, Clock.NATURAL_DAY, "2026-11-30 18:00"),
    ],
)
def test_the_deadline_is_set_at_dispatch_with_the_version_of_its_calendar(desk, amount, clock, due):
    ticket = desk.dispatched(limit=TimeLimit(amount=amount, clock=clock))
    assert (ticket.due_at, ticket.limit_amount, ticket.limit_clock) == (on(due), amount, clock)
    assert len(ticket.calendar_version) == 16


def test_the_clock_stands_while_the_work_waits_for_its_check_and_runs_on_after_a_rework(desk):
    ticket = desk.rectified("15:00")
    assert (ticket.due_at, ticket.remaining_minutes) == (on("16:00"), 60)
    ticket = tickets.rework(ticket, by=desk.cast.inspector, at=on("2026-11-25 17:30"), note="仍有残留")
    assert (ticket.state, ticket.rework_count, ticket.rectified_at) == (S.HANDLING, 1, None)
    assert (ticket.due_at, ticket.remaining_minutes) == (on("2026-11-26 09:00"), None)
    ticket = desk.rectify(ticket, "2026-11-26 08:45")
    assert ticket.rectified_at < ticket.due_at


def test_a_rework_after_the_deadline_leaves_the_ticket_as_late_as_it_was(desk):
    ticket = desk.rectified("16:30")
    assert ticket.remaining_minutes == -30
    ticket = tickets.rework(ticket, by=desk.cast.inspector, at=on("2026-11-24 09:00"), note="不行")
    assert ticket.due_at == on("2026-11-24 08:30")


def test_suspending_stops_the_clock_and_resuming_starts_it_with_what_was_left(desk):
    ticket = tickets.suspend(desk.handling(), by=desk.cast.clerk, at=on("11:00"), note="待拨款")
    assert (ticket.state, ticket.remaining_minutes) == (S.SUSPENDED, 180)
    ticket = tickets.resume(ticket, by=desk.cast.clerk, at=on("2026-12-01 17:00"))
    assert (ticket.state, ticket.remaining_minutes) == (S.DISPATCHED, None)
    assert ticket.due_at == on("2026-12-02 10:30")


def test_what_is_left_of_natural_days_ends_at_close_of_business_of_a_working_day(desk):
    ticket = desk.dispatched(limit=TimeLimit(amount=3, clock=Clock.NATURAL_DAY))
    ticket = tickets.suspend(ticket, by=desk.cast.clerk, at=on("2026-11-24 10:00"), note="待料")
    ticket = tickets.resume(ticket, by=desk.cast.clerk, at=on("2026-11-26 09:00"))
    assert ticket.due_at == on("2026-11-30 18:00")


def test_an_extension_is_asked_for_and_counted_from_the_old_deadline(desk):
    ticket = tickets.ask_extension(
        desk.handling(), by=desk.cast.handler, at=on("11:00"), amount=2, clock=Clock.WORK_DAY, note="需协调"
    )
    assert (ticket.extension_asked_at, ticket.due_at) == (on("11:00"), on("16:00"))
    ticket = tickets.extend(ticket, by=desk.cast.clerk, at=on("11:30"), amount=1, clock=Clock.WORK_DAY)
    assert (ticket.extension_asked_at, ticket.due_at) == (None, on("2026-11-24 18:00"))
    assert (ticket.limit_amount, ticket.limit_clock) == (4, Clock.WORK_HOUR)


def test_a_declined_extension_leaves_the_deadline(desk):
    ticket = tickets.ask_extension(
        desk.handling(), by=desk.cast.handler, at=on("11:00"), amount=2, clock=Clock.WORK_DAY, note="需协调"
    )
    ticket = tickets.decline_extension(ticket, by=desk.cast.clerk, at=on("11:30"), note="时间充足")
    assert (ticket.extension_asked_at, ticket.due_at) == (None, on("16:00"))


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


# --- Photos ---------------------------------------------------------------------------------


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


# --- Two at once ----------------------------------------------------------------------------


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


# --- Notices --------------------------------------------------------------------------------


def test_each_step_is_told_to_those_who_act_next(desk):
    cast = desk.cast
    ticket = desk.rectified()
    ticket = tickets.rework(ticket, by=cast.inspector, at=on("15:30"), note="仍有残留")
    tickets.close(desk.rectify(ticket, "15:45"), by=cast.clerk, at=on("17:00"))
    assert told(cast.handler) == ["ticket.dispatch", "ticket.rework"]
    assert told(cast.clerk) == ["ticket.rectify", "ticket.rectify"]
    assert told(cast.inspector) == ["ticket.rectify", "ticket.rectify", "ticket.close"]
    assert told(cast.other_handler) == told(cast.official) == told(cast.other_inspector) == []


def test_a_return_tells_the_office_which_unit_it_was(desk):
    tickets.return_(desk.handling(), by=desk.cast.handler, at=on("11:00"), note="非我单位职责")
    notice = Notice.objects.get(recipient=desk.cast.clerk)
    assert notice.subject == "20261123-0001 被市城市管理综合行政执法局退单：暴露垃圾，北街农贸市场"
    assert (notice.body, notice.link) == ("非我单位职责", "/tickets/20261123-0001/")


def test_a_transfer_tells_both_units(desk):
    tickets.transfer(
        desk.handling(),
        by=desk.cast.clerk,
        at=on("11:00"),
        department=desk.city.transport,
        limit=desk.limit,
        note="道路归交通局",
    )
    gained = Notice.objects.get(recipient=desk.cast.other_handler).subject
    lost = Notice.objects.filter(recipient=desk.cast.handler).latest("id").subject
    assert gained == "20261123-0001 已派至你单位，截止 2026-11-23 17:00：暴露垃圾，北街农贸市场"
    assert lost == "20261123-0001 已改派至市交通运输局，不再由你单位办理：暴露垃圾，北街农贸市场"


def test_a_notice_leads_to_the_page_of_its_ticket(desk):
    ticket = desk.report()
    assert news.address_of(ticket) == reverse("ticket-detail", args=[ticket.number])


def test_a_dispatch_tells_the_unit_until_when(desk):
    desk.dispatched()
    assert Notice.objects.get(recipient=desk.cast.handler).subject == (
        "20261123-0001 已派至你单位，截止 2026-11-23 16:00：暴露垃圾，北街农贸市场"
    )


def test_nobody_is_told_of_what_they_did_themselves(desk):
    ticket = desk.report(by=desk.cast.clerk)
    tickets.void(ticket, by=desk.cast.clerk, at=on("10:00"), note="误录")
    assert not Notice.objects.exists()
