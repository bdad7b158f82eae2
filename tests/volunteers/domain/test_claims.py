from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.domain import jobs, photos
from core.errors import DomainError
from core.models import Notice
from inspections.choices import PhotoRole, TicketState
from inspections.domain import tickets
from inspections.errors import MissingPhoto, NotAllowed, StaleTicket
from inspections.models import Category
from tests.inspections.photos import photo
from tests.volunteers.conftest import NOW, activity
from volunteers.domain import activities, claims
from volunteers.errors import (
    ActivityCancelled,
    ActivityNotStarted,
    ActivityOver,
    ActivityTookPlace,
    AlreadyAnswered,
    AlreadyTakenOn,
    ChecksItself,
    ClaimEnded,
    NoReason,
    NotAnswered,
    NoTeam,
    NotInHand,
    NotToBeTakenOn,
    NotYours,
)
from volunteers.models import Claim, CleanableCategory

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def cleaning(teams):
    return activity("HD0050", "清扫市场", teams.north, starts_at=NOW + timedelta(hours=1), area=teams.north.area)


@pytest.fixture
def claim(teams, cleaning, problem):
    return claims.take_on(cleaning, problem(), by=teams.leader, at=NOW)


@pytest.fixture
def answered(claim, teams):
    return answer(claim, by=teams.leader)


def answer(claim, *, by, note="清走两车垃圾"):
    claims.add_photos(claim, [photos.check(photo("after.jpg"))], by=by, at=LATER)
    return claims.answer(claim, note=note, by=by, at=LATER)


def told(user):
    rows = Notice.objects.filter(recipient=user, kind__startswith="claim.").order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_a_leader_is_offered_what_volunteers_can_clean_in_the_own_town(teams, cleaning, problem, cast):
    near = problem()
    problem(point=None, area=cast.city.east)
    problem(category=Category.objects.current().get(name="道路破损"))
    problem(point=cast.city.road)
    taken = problem()
    claims.take_on(cleaning, taken, by=teams.leader, at=NOW)
    assert [row.pk for row in claims.offered(cleaning)] == [near.pk, near.pk + 3]


def test_the_unit_hears_who_takes_it_on_and_the_leader_only_of_what_others_hand_over(claim, teams, cast, problem):
    assert (told(cast.handler), told(teams.leader)) == (["claim.taken_on"], [])
    claims.take_on(claim.activity, problem(), by=cast.clerk, at=NOW)
    assert told(teams.leader) == ["claim.handed_over"]


def test_taking_on_changes_neither_state_nor_deadline(teams, cleaning, problem):
    ticket = problem()
    before = (ticket.state, ticket.version, ticket.due_at)
    claims.take_on(cleaning, ticket, by=teams.leader, at=NOW)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.version, ticket.due_at) == before


def test_a_ticket_is_on_one_activity_at_a_time(claim, teams, cast):
    other = activity("HD0051", "又一次", teams.north, starts_at=LATER)
    with pytest.raises(NotToBeTakenOn):
        claims.take_on(other, claim.ticket, by=teams.leader, at=NOW)
    with pytest.raises(AlreadyTakenOn):
        claims.take_on(other, claim.ticket, by=cast.clerk, at=NOW)


def test_a_leader_takes_on_nothing_that_is_not_offered_and_the_office_anything_in_hand(teams, cleaning, problem, cast):
    broken = problem(category=Category.objects.current().get(name="道路破损"))
    far = problem(point=None, area=cast.city.east)
    for ticket in (broken, far):
        with pytest.raises(NotToBeTakenOn):
            claims.take_on(cleaning, ticket, by=teams.leader, at=NOW)
    assert claims.take_on(cleaning, broken, by=cast.clerk, at=NOW).ticket == broken


@pytest.mark.parametrize("who", ["other_leader", "official", "handler", "inspector", "outsider"])
def test_nobody_else_puts_a_problem_on_an_activity(teams, cleaning, problem, cast, who):
    by = getattr(teams, who, None) or getattr(cast, who)
    with pytest.raises(NotYours):
        claims.take_on(cleaning, problem(), by=by, at=NOW)
    assert claims.can_take_on(cleaning, by=by, at=NOW) is False


def test_a_ticket_that_no_unit_has_is_not_taken_on(cleaning, problem, cast):
    rectified = tickets.rectify(problem(), by=cast.handler, at=NOW, photos=[photo()])
    with pytest.raises(NotInHand):
        claims.take_on(cleaning, rectified, by=cast.clerk, at=NOW)


def test_an_activity_of_a_unit_or_over_or_cancelled_takes_nothing_on(teams, cleaning, problem, cast):
    of_unit = activity("HD0052", "单位", None, department=cast.city.transport, starts_at=LATER)
    cancelled = activity("HD0053", "取消", teams.north, starts_at=LATER, cancelled_at=NOW)
    for held, error in ((of_unit, NoTeam), (cancelled, ActivityCancelled), (teams.cleaning, ActivityOver)):
        with pytest.raises(error):
            claims.take_on(held, problem(), by=cast.clerk, at=NOW)


def test_the_loop_closes_by_the_verbs_of_the_ticket(claim, teams, cast):
    answer(claim, by=teams.leader)
    assert told(cast.handler) == ["claim.taken_on", "claim.answered"]
    done = claims.hand_in(claim, by=cast.handler, at=LATER, version=claim.ticket.version)
    ticket = done.ticket
    assert (ticket.state, ticket.rectified_at) == (TicketState.RECTIFIED, LATER)
    event = ticket.events.get(verb="rectify")
    assert (event.actor, event.note) == (cast.handler, "北城区学雷锋志愿服务队（活动HD0050）：清走两车垃圾")
    kept, copied = claim.photos.get(), ticket.photos.get(role=PhotoRole.AFTER)
    assert (kept.sha256, kept.original.name == copied.original.name) == (copied.sha256, False)
    closed = tickets.close(ticket, by=cast.inspector, at=LATER)
    assert closed.state == TicketState.CLOSED


def test_the_photos_of_the_work_are_prepared(answered):
    jobs.run_waiting()
    assert answered.photos.get().state == "ready"


def test_who_leads_the_team_and_handles_for_the_unit_hands_in_by_answering(claim, teams, cast):
    teams.leader.groups.add(*cast.handler.groups.all())
    teams.leader.department = cast.city.city_management
    teams.leader.save()
    both = type(teams.leader).objects.get(pk=teams.leader.pk)
    done = answer(claim, by=both)
    assert (done.handed_in_by, done.ticket.state) == (both, TicketState.RECTIFIED)


def test_an_answer_needs_a_photo_the_own_team_and_that_the_activity_has_begun(claim, teams, cast):
    for by, at, error in (
        (teams.leader, NOW, ActivityNotStarted),
        (teams.other_leader, LATER, NotYours),
        (cast.handler, LATER, NotYours),
        (teams.leader, LATER, MissingPhoto),
    ):
        with pytest.raises(error):
            claims.answer(claim, note="好了", by=by, at=at)


def test_who_checks_problems_does_not_answer_for_the_work(claim, cast):
    with pytest.raises(ChecksItself):
        answer(claim, by=cast.clerk)


def test_what_is_answered_is_neither_answered_again_nor_given_back_by_the_team(answered, teams):
    with pytest.raises(AlreadyAnswered):
        claims.answer(answered, note="再来", by=teams.leader, at=LATER)
    with pytest.raises(AlreadyAnswered):
        claims.remove_photo(answered.photos.get(), by=teams.leader, at=LATER)
    assert claims.can_release(answered, by=teams.leader) is False


def test_only_the_unit_hands_in_and_only_what_is_answered(claim, teams, cast):
    with pytest.raises(NotAnswered):
        claims.hand_in(claim, by=cast.handler, at=LATER)
    answer(claim, by=teams.leader)
    for by in (cast.other_handler, cast.clerk, cast.inspector, teams.leader):
        with pytest.raises(NotAllowed):
            claims.hand_in(claim, by=by, at=LATER)


def test_handing_in_from_a_page_that_is_old_changes_nothing(answered, cast):
    seen = answered.ticket.version
    tickets.accept(answered.ticket, by=cast.handler, at=LATER)
    with pytest.raises(StaleTicket):
        claims.hand_in(answered, by=cast.handler, at=LATER, version=seen)
    answered.refresh_from_db()
    assert (answered.handed_in_at, answered.ticket.photos.filter(role=PhotoRole.AFTER).count()) == (None, 0)


def test_what_is_sent_back_is_answered_anew_with_the_photos_kept(answered, teams, cast):
    claims.send_back(answered, reason="墙角还有", by=cast.handler, at=LATER)
    assert told(teams.leader) == ["claim.sent_back"]
    again = claims.answer(answered, note="墙角也清了", by=teams.leader, at=LATER)
    assert (again.remark, again.note, again.photos.count()) == ("", "墙角也清了", 1)


def test_a_rework_is_free_for_another_activity(answered, teams, cast):
    done = claims.hand_in(answered, by=cast.handler, at=LATER)
    tickets.rework(done.ticket, by=cast.inspector, at=LATER, note="还有")
    again = activity("HD0054", "再清", teams.north, starts_at=LATER)
    assert claims.take_on(again, done.ticket, by=teams.leader, at=LATER).is_standing is True


def test_both_sides_can_take_it_off_with_a_reason_and_the_other_hears(claim, teams, cast, problem):
    with pytest.raises(NoReason):
        claims.release(claim, reason=" ", by=teams.leader, at=NOW)
    claims.release(claim, reason="人手不够", by=teams.leader, at=NOW)
    assert told(cast.handler) == ["claim.taken_on", "claim.given_back"]
    with pytest.raises(ClaimEnded):
        claims.release(claim, reason="再退", by=teams.leader, at=NOW)
    other = claims.take_on(claim.activity, claim.ticket, by=teams.leader, at=NOW)
    claims.release(other, reason="我单位自己清", by=cast.handler, at=NOW)
    assert told(teams.leader) == ["claim.released"]
    third = claims.take_on(claim.activity, claim.ticket, by=teams.leader, at=NOW)
    for by in (teams.other_leader, cast.other_handler, cast.inspector):
        assert claims.can_release(third, by=by) is False


def test_a_cancelled_activity_sets_its_tickets_free(claim, teams, cast):
    activities.cancel(claim.activity, reason="暴雪", by=cast.clerk, at=NOW)
    claim.refresh_from_db()
    assert (claim.released_at, claim.released_because) == (NOW, "暴雪")
    assert (told(cast.handler)[-1], told(teams.leader)) == ("claim.given_back", ["claim.released"])


def test_photos_of_the_work_prove_that_an_activity_took_place(answered, cast):
    with pytest.raises(ActivityTookPlace):
        activities.cancel(answered.activity, reason="暴雪", by=cast.clerk, at=LATER)


def test_each_sees_the_claims_of_the_own_team_or_of_the_own_tickets(claim, teams, cast):
    seen = {
        name
        for name in ("official", "clerk", "inspector", "handler", "other_inspector", "other_handler", "outsider")
        if Claim.objects.visible_to(getattr(cast, name)).exists()
    }
    assert seen == {"official", "clerk", "inspector", "handler"}
    rows = [Claim.objects.visible_to(leader).count() for leader in (teams.leader, teams.other_leader)]
    assert rows == [1, 0]


def test_volunteers_are_offered_six_categories_at_first(db):
    assert CleanableCategory.objects.count() == 6


ACTS = st.lists(
    st.tuples(st.sampled_from(["take", "answer", "hand_in", "back", "release", "cancel", "rework"]), st.integers(0, 5)),
    max_size=14,
)


@given(ACTS)
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_ticket_is_ever_on_two_activities_nor_on_a_cancelled_one(teams, cast, problem, acts):
    with transaction.atomic():
        held = [activity(f"HD06{n}", "清扫", teams.north, starts_at=NOW + timedelta(hours=1)) for n in range(3)]
        found = [problem(), problem(point=cast.city.road)]
        for act, number in acts:
            try:
                _do(act, held[number % 3], found[number % 2], teams, cast)
            except DomainError:
                continue
            finally:
                _holds(found)
        transaction.set_rollback(True)


def _do(act, held, ticket, teams, cast):
    mine = Claim.objects.standing().filter(ticket=ticket).first()
    if act == "take":
        claims.take_on(held, ticket, by=cast.clerk, at=NOW)
    elif act == "cancel":
        activities.cancel(held, reason="停办", by=cast.clerk, at=NOW)
    elif act == "rework":
        tickets.rework(ticket, by=cast.inspector, at=LATER, note="还有")
    elif mine and act == "answer":
        answer(mine, by=teams.leader)
    elif mine and act == "hand_in":
        claims.hand_in(mine, by=cast.handler, at=LATER)
    elif mine and act == "back":
        claims.send_back(mine, reason="还有", by=cast.handler, at=LATER)
    elif mine:
        claims.release(mine, reason="不做了", by=cast.handler, at=LATER)


def _holds(found):
    standing = Claim.objects.standing()
    assert all(standing.filter(ticket=ticket).count() <= 1 for ticket in found)
    assert not standing.exclude(activity__cancelled_at=None).exists()
    for ticket in found:
        ticket.refresh_from_db()
        if ticket.state == TicketState.RECTIFIED:
            assert ticket.claims.filter(handed_in_at__isnull=False).exists()
