"""Work chats by real workers: two at once, one killed in the middle of a call, an address that comes back."""

import threading

import pytest
from django.utils import timezone

from command.models import Webhook, WebhookAttempt, WebhookMessage
from core.choices import DeliveryState
from tests.command.chats import chat, tell
from tests.patience import wait_until

pytestmark = pytest.mark.worker
SEND = "command.tasks.send_to_chats"
ALLOWED = {"WEBHOOK_ALLOWED_HOSTS": "localhost"}


@pytest.fixture
def three(transactional_db, cast, robot):
    """Three messages that wait for the chat of a unit."""
    now = timezone.now()
    hook = chat(robot.address, cast.city.city_management, held_until=now, made_at=now)
    for subject in ("一", "二", "三"):
        tell([cast.handler], subject, at=now)
    return hook


def all_sent() -> bool:
    return not WebhookMessage.objects.exclude(state=DeliveryState.SENT).exists()


def subjects(robot) -> list[str]:
    return [body["subject"] for body in robot.taken()]


def test_an_address_that_was_away_gets_everything_in_order_and_once(three, robot, start_worker, send):
    robot.status = 500
    start_worker(**ALLOWED)
    send(SEND)
    wait_until(lambda: WebhookAttempt.objects.exists(), "the failure")
    robot.status = 200
    Webhook.objects.update(next_try_at=None)
    for _ in range(3):
        send(SEND)
    wait_until(all_sent, "the delivery")
    assert (subjects(robot), len(robot.calls)) == (["一", "二", "三"], 4)


def test_two_workers_at_once_tell_each_thing_once_and_in_order(three, robot, start_worker, send):
    start_worker(**ALLOWED)
    start_worker(**ALLOWED)
    for _ in range(8):
        send(SEND)
    wait_until(all_sent, "the delivery")
    assert subjects(robot) == ["一", "二", "三"]


def test_a_worker_killed_in_the_middle_of_a_call_loses_nothing(three, robot, start_worker, send):
    robot.gate = threading.Event()
    first = start_worker(**ALLOWED)
    send(SEND)
    wait_until(lambda: robot.calls, "the first call")
    first.kill()
    robot.gate.set()
    Webhook.objects.update(held_until=timezone.now())
    start_worker(**ALLOWED)
    send(SEND)
    wait_until(all_sent, "the delivery")
    numbers = [call.headers["X-Campaign-Delivery"] for call in robot.calls]
    assert subjects(robot)[-3:] == ["一", "二", "三"]
    assert numbers[0] == numbers[1]
