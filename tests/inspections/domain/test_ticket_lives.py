"""Random lives of tickets: what always holds, whoever does what in whatever order."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from command.choices import Role
from core.choices import Clock
from core.domain import calendar
from inspections.choices import FINAL_STATES, RUNNING_STATES, PhotoRole, Source, TicketState, Verb
from inspections.domain import door, transitions
from inspections.domain.acts import CLOCK_VERBS, Act
from inspections.errors import TicketError
from inspections.models import Ticket, TicketEvent
from tests.cast import person
from tests.inspections.photos import photo
from tests.inspections.times import on

PEOPLE = ("clerk", "inspector", "other_inspector", "handler", "other_handler", "area_staff", "official")
UNITS = ("city_management", "transport", "east_town", "office")
# Facts that the database gives, and that an in-memory ticket therefore has not.
GIVEN = {"id", "number"}
VERBS = [verb for verb in Verb if verb not in (Verb.REPORT, Verb.CLOSE_ON_THE_SPOT)]


def facts_of(row, without=frozenset()) -> dict:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in without}


class Life(RuleBasedStateMachine):
    """One ticket in the database, its twin in memory, and a target to merge into."""

    cast, category = None, None

    @initialize(source=st.sampled_from(list(Source)))
    def begin(self, source) -> None:
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.now = on("09:00")
        self.twin, self.twin_events = self._new(source), []
        act = Act(verb=Verb.REPORT, by=self.cast.clerk, at=self.now)
        self.twin_events.append(transitions.decide(self.twin, act))
        self.ticket = door.create(self._new(source), act, {})
        self.target = door.create(self._new(Source.PATROL), act, {})
        self.seen: list[int] = []

    def _new(self, source) -> Ticket:
        return Ticket(
            source=source,
            category=self.category,
            description="垃圾",
            area=self.cast.city.village_market.area,
            point=self.cast.city.village_market,
            finder=self.cast.inspector,
            finder_department=self.cast.city.group_one,
        )

    @rule(
        verb=st.sampled_from(VERBS),
        who=st.sampled_from(PEOPLE),
        unit=st.sampled_from(UNITS),
        amount=st.integers(0, 12),
        clock=st.sampled_from(list(Clock)),
        note=st.sampled_from(["", "理由"]),
        photos=st.sampled_from([0, 0, 1]),
        later=st.integers(1, 3000),
    )
    def something_happens(self, verb, who, unit, amount, clock, note, photos, later) -> None:
        self.now += timedelta(minutes=later)
        act = Act(
            verb=verb,
            by=getattr(self.cast, who),
            at=self.now,
            note=note,
            department=getattr(self.cast.city, unit),
            amount=amount,
            clock=clock,
            into=self.target if verb == Verb.MERGE else None,
            person=self.cast.colleague if who == "handler" else self.cast.handler,
        )
        role = PhotoRole.AFTER if verb == Verb.RECTIFY else PhotoRole.OTHER
        stored = self._persisted(act, {role: [photo()] * photos})
        calendar_then = calendar.current() if verb in CLOCK_VERBS else None
        if stored:
            twin_act = Act(**{**vars(act), "photos": {role: photos}, "calendar": calendar_then})
            self.twin_events.append(transitions.decide(self.twin, twin_act))

    def _persisted(self, act, uploads) -> bool:
        try:
            self.ticket = door.change(self.ticket, act, uploads, version=None)
        except TicketError:
            return False
        return True

    @rule(verb=st.sampled_from(VERBS))
    def a_willing_person_does_it(self, verb) -> None:
        """Most random verbs are refused; this one is done by whoever may, so that lives get long."""
        for who in PEOPLE:
            if transitions.can(verb, self.ticket, getattr(self.cast, who)):
                self.something_happens(verb, who, "east_town", 3, Clock.WORK_HOUR, "理由", 1, 60)
                return

    @invariant()
    def the_twin_is_the_same_field_by_field(self) -> None:
        stored = Ticket.objects.get(pk=self.ticket.pk)
        assert facts_of(stored, GIVEN) == facts_of(self.twin, GIVEN)
        events = list(stored.events.order_by("id"))
        without = {"id", "ticket_id"}
        assert [facts_of(e, without) for e in events] == [facts_of(e, without) for e in self.twin_events]

    @invariant()
    def history_only_grows_and_the_version_counts_it(self) -> None:
        ids = list(TicketEvent.objects.filter(ticket=self.ticket).order_by("id").values_list("id", flat=True))
        assert ids[: len(self.seen)] == self.seen
        assert Ticket.objects.get(pk=self.ticket.pk).version == len(ids)
        self.seen = ids

    @invariant()
    def the_counters_are_the_events(self) -> None:
        done = [event.verb for event in self.twin_events]
        assert self.ticket.rework_count == done.count(Verb.REWORK)
        assert self.ticket.return_count == done.count(Verb.RETURN)

    @invariant()
    def the_clock_stands_exactly_while_time_left_is_kept(self) -> None:
        stopped = self.ticket.state in (TicketState.SUSPENDED, TicketState.RECTIFIED)
        assert (self.ticket.remaining_minutes is not None) == stopped

    @invariant()
    def the_deadline_changes_only_with_an_event_that_says_so(self) -> None:
        moves = [event.data["due_after"] for event in self.twin_events if "due_after" in event.data]
        told = datetime.fromisoformat(moves[-1]) if moves and moves[-1] else None
        assert told == self.ticket.due_at

    @invariant()
    def a_running_ticket_has_a_unit_and_a_plan_and_no_other_has_a_plan(self) -> None:
        running = self.ticket.state in RUNNING_STATES
        planned = set(self.ticket.escalations.planned().values_list("due_at", flat=True))
        assert planned <= ({self.ticket.due_at} if running else set())
        assert not running or (self.ticket.department_id and self.ticket.due_at)

    @invariant()
    def nothing_is_allowed_in_a_final_state_but_reopening(self) -> None:
        if self.ticket.state in FINAL_STATES:
            allowed = {v for who in PEOPLE for v in transitions.allowed_verbs(self.ticket, getattr(self.cast, who))}
            assert allowed <= {Verb.REOPEN}

    def teardown(self) -> None:
        if hasattr(self, "outer"):
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)


@pytest.mark.django_db
def test_the_rules_hold_in_every_life(cast, category):
    cast.colleague = person("colleague", "同事", Role.HANDLER, department=cast.city.city_management)
    lives = type("Lives", (Life,), {"cast": cast, "category": category})
    quick = settings(
        max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(lives, settings=quick)
