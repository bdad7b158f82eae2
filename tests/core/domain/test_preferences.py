from datetime import UTC, datetime

import pytest

from core.choices import Pace
from core.domain import notices, preferences
from core.models import Delivery, Notice, NoticeChoice

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ASSIGNED, REMIND = "ticket.dispatch", "escalation.remind"


def sent_to(cast, kind, **more) -> list[str]:
    notices.tell([cast.handler, cast.clerk], kind=kind, subject="请处置", at=AT, **more)
    return sorted(Delivery.objects.values_list("address", flat=True))


def test_a_reminder_leaves_at_once_and_a_new_problem_waits_for_the_digest(cast):
    assert sent_to(cast, ASSIGNED) == []
    assert sent_to(cast, REMIND) == ["clerk@example.test", "handler@example.test"]


def test_the_urgent_does_not_wait_for_the_digest(cast):
    assert sent_to(cast, ASSIGNED, is_urgent=True) == ["clerk@example.test", "handler@example.test"]


def test_what_a_person_has_chosen_holds_for_that_person_and_topic_alone(cast):
    preferences.choose({"remind": Pace.OFF}, by=cast.handler)
    assert sent_to(cast, REMIND) == ["clerk@example.test"]
    assert preferences.choices_of(cast.handler)["supervise"] == Pace.NOW


def test_who_wants_no_mail_gets_none_even_when_urgent(cast):
    preferences.choose({"assigned": Pace.OFF}, by=cast.handler)
    assert sent_to(cast, ASSIGNED, is_urgent=True) == ["clerk@example.test"]


def test_in_the_portal_everybody_is_told_whatever_was_chosen(cast):
    preferences.choose({"remind": Pace.OFF}, by=cast.handler)
    sent_to(cast, REMIND)
    assert set(Notice.objects.values_list("recipient__username", "topic")) == {
        ("handler", "remind"),
        ("clerk", "remind"),
    }


def test_a_later_choice_replaces_the_earlier(cast):
    preferences.choose({"remind": Pace.OFF, "assigned": Pace.NOW}, by=cast.handler)
    preferences.choose({"remind": Pace.DIGEST}, by=cast.handler)
    assert set(NoticeChoice.objects.values_list("topic", "pace")) == {("remind", "digest"), ("assigned", "now")}


@pytest.mark.parametrize(
    ("who", "topics"),
    [
        ("handler", ["overview", "assigned", "deadline", "outcome", "claims", "remind", "supervise", "work"]),
        ("official", ["overview", "remind", "supervise", "work"]),
        ("outsider", ["overview", "work"]),
    ],
)
def test_each_role_chooses_among_what_it_receives(cast, who, topics):
    assert list(preferences.choices_of(getattr(cast, who))) == topics
