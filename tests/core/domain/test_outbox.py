from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from core.choices import DeliveryState
from core.domain import notices, outbox
from core.models import Delivery, Notice

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BROKEN = f"{__name__}.BrokenBackend"


class BrokenBackend(BaseEmailBackend):
    """A mail server that is away."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError("no mail server")


@pytest.fixture
def told(cast):
    notices.tell([cast.handler, cast.clerk], kind="test", subject="请处置", body="三日内。", link="/work/", at=AT)


def states() -> list[tuple]:
    return list(Delivery.objects.order_by("pk").values_list("state", "attempts", "error"))


def test_due_messages_are_sent_once(told):
    assert [outbox.deliver_due(at=AT, worker="me"), outbox.deliver_due(at=AT, worker="me")] == [2, 0]
    assert sorted(message.to for message in mail.outbox) == [["clerk@example.test"], ["handler@example.test"]]
    assert states() == [(DeliveryState.SENT, 1, "")] * 2


def test_a_message_carries_the_text_and_the_full_address(told, settings):
    settings.SITE_URL = "https://chuangcheng.example"
    outbox.deliver_due(at=AT, worker="me")
    assert mail.outbox[0].subject == "请处置"
    assert mail.outbox[0].body == "请处置\n\n三日内。\n\nhttps://chuangcheng.example/work/"


def test_a_message_keeps_its_identity_when_sent_again(told):
    delivery = Delivery.objects.select_related("notice").first()
    twice = [outbox.message(delivery).extra_headers["Message-ID"] for _ in range(2)]
    assert twice[0] == twice[1]


def test_what_is_not_due_waits(told):
    assert outbox.deliver_due(at=AT - timedelta(seconds=1), worker="me") == 0
    assert mail.outbox == []


def test_a_failure_is_tried_again_after_a_growing_pause_and_given_up_at_last(told, settings):
    settings.EMAIL_BACKEND = BROKEN
    at, waited = AT, []
    for _ in outbox.PAUSES:
        outbox.deliver_due(at=at, worker="me")
        next_at = Delivery.objects.first().next_try_at
        waited.append((next_at - at) // timedelta(minutes=1))
        at = next_at
    assert waited == outbox.PAUSES
    assert states() == [(DeliveryState.PENDING, 5, "ConnectionRefusedError: no mail server")] * 2
    outbox.deliver_due(at=at, worker="me")
    assert states() == [(DeliveryState.FAILED, 6, "ConnectionRefusedError: no mail server")] * 2
    assert outbox.deliver_due(at=at + timedelta(days=30), worker="me") == 0


def test_a_mail_server_that_returns_gets_the_message(told, settings):
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = BROKEN
    outbox.deliver_due(at=AT, worker="me")
    settings.EMAIL_BACKEND = working
    assert outbox.deliver_due(at=AT + timedelta(minutes=2), worker="me") == 2
    assert states() == [(DeliveryState.SENT, 2, "")] * 2


def test_a_message_claimed_by_a_worker_that_died_is_sent_by_the_next(told):
    assert [outbox._claim(AT) is None for _ in range(3)] == [False, False, True]
    assert outbox.deliver_due(at=AT, worker="other") == 0
    assert outbox.deliver_due(at=AT + timedelta(minutes=2), worker="other") == 2


def test_a_last_attempt_that_died_with_its_worker_is_given_up(told):
    Delivery.objects.update(state=DeliveryState.SENDING, attempts=outbox.MAX_ATTEMPTS)
    assert outbox.deliver_due(at=AT, worker="me") == 0
    assert states() == [(DeliveryState.FAILED, 6, "")] * 2


def test_a_round_ends_when_the_mail_server_is_away(cast, settings):
    settings.EMAIL_BACKEND = BROKEN
    people = [cast.handler, cast.clerk, cast.inspector, cast.official, cast.auditor]
    notices.tell(people, kind="test", subject="请处置", at=AT)
    outbox.deliver_due(at=AT, worker="me")
    assert [attempts for _, attempts, _ in states()] == [1, 1, 1, 0, 0]


def test_what_was_sent_and_read_long_ago_is_removed_and_the_rest_stays(told, settings):
    settings.NOTICE_DAYS = 10
    outbox.deliver_due(at=AT, worker="me")
    Notice.objects.filter(recipient__username="clerk").update(read_at=AT)
    assert outbox.forget(at=AT + timedelta(days=10)) == 0
    outbox.forget(at=AT + timedelta(days=10, seconds=1))
    assert (Delivery.objects.count(), list(Notice.objects.values_list("recipient__username", flat=True))) == (
        0,
        ["handler"],
    )


def test_what_was_given_up_is_kept_with_its_error(told, settings):
    Delivery.objects.update(state=DeliveryState.FAILED, error="no mail server")
    Notice.objects.update(read_at=AT)
    assert outbox.forget(at=AT + timedelta(days=1000)) == 0


def test_removing_goes_on_portion_by_portion(told, monkeypatch, settings):
    monkeypatch.setattr(outbox, "PORTION", 1)
    outbox.deliver_due(at=AT, worker="me")
    Notice.objects.update(read_at=AT)
    assert outbox.forget(at=AT + timedelta(days=1000)) == 4
