"""What of a ticket is told at once by e-mail, and what waits for the digest."""

from datetime import UTC, datetime

import pytest

from core.models import Delivery, Notice
from inspections.choices import Source, Verb
from inspections.domain import news, tickets, topics
from inspections.models import TimeLimit
from tests.inspections.photos import photo

# A Monday, 10:00 in the city.
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def dispatch(cast, category):
    """Return a function that reports a problem and dispatches it with a limit."""

    def do(amount, clock):
        facts = {"category": category, "description": "垃圾", "point": cast.city.market, "photos": [photo()]}
        ticket = tickets.report(source=Source.PATROL, by=cast.inspector, at=AT, **facts)
        limit = TimeLimit(amount=amount, clock=clock)
        return tickets.dispatch(ticket, department=cast.city.city_management, limit=limit, by=cast.clerk, at=AT)

    return do


@pytest.mark.parametrize(
    ("amount", "clock", "mails"),
    [(2, "work_hour", 1), (24, "urgent_hour", 1), (1, "work_day", 0), (3, "work_day", 0)],
)
def test_only_what_is_due_within_a_day_leaves_before_the_digest(dispatch, cast, amount, clock, mails):
    dispatch(amount, clock)
    assert Notice.objects.filter(recipient=cast.handler, topic="assigned").count() == 1
    assert Delivery.objects.filter(address="handler@example.test").count() == mails


def test_a_rework_that_is_due_soon_leaves_at_once_and_an_answer_waits(dispatch, cast):
    ticket = dispatch(2, "work_hour")
    Delivery.objects.all().delete()
    tickets.rectify(ticket, note="已清运", photos=[photo()], by=cast.handler, at=AT)
    assert Delivery.objects.count() == 0
    tickets.rework(ticket, note="没有清完", photos=[photo()], by=cast.clerk, at=AT)
    assert list(Delivery.objects.values_list("address", flat=True)) == ["handler@example.test"]


def test_every_event_that_is_told_has_a_topic():
    kinds = {kind for topic in topics.TOPICS for kind in topic.kinds}
    assert {f"ticket.{verb}" for verb in news.NEWS} - kinds == set()


def test_no_kind_of_notice_is_in_two_topics():
    kinds = [kind for topic in topics.TOPICS for kind in topic.kinds]
    assert len(kinds) == len(set(kinds))


def test_only_verbs_that_are_told_can_be_urgent():
    assert news.TELLS_A_DEADLINE - set(news.NEWS) == set()
    assert Verb.CLOSE not in news.TELLS_A_DEADLINE
