"""Sending to work chats, to a real HTTP server on this machine."""

import json
from datetime import timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from command.domain import chat_outbox
from command.models import Webhook, WebhookAttempt, WebhookMessage
from core.choices import DeliveryState, RobotKind
from core.models import Notice
from tests.command.chats import AT, MINUTE, chat, tell


@pytest.fixture
def unit(cast, robot):
    return chat(robot.address, cast.city.city_management)


def subjects(robot) -> list[str]:
    return [body["subject"] for body in robot.taken()]


def log() -> list[tuple]:
    return list(WebhookAttempt.objects.order_by("pk").values_list("is_taken", "status", "messages"))


@time_machine.travel(AT, tick=False)
def test_what_waits_leaves_once_in_order_each_under_its_number(cast, unit, robot):
    for subject in ("一", "二", "三"):
        tell([cast.handler], subject)
    assert [chat_outbox.send_due(at=AT), chat_outbox.send_due(at=AT)] == [3, 0]
    assert subjects(robot) == ["一", "二", "三"]
    numbers = [call.headers["X-Campaign-Delivery"] for call in robot.calls]
    assert numbers == [f"{unit.pk}-{pk}" for pk in WebhookMessage.objects.order_by("pk").values_list("pk", flat=True)]
    assert log() == [(True, 200, 1)] * 3


@time_machine.travel(AT, tick=False)
def test_a_chat_hears_in_one_message_what_waits(cast, robot):
    chat(robot.address, cast.city.city_management, kind=RobotKind.WECOM)
    for subject in ("一", "二", "三"):
        tell([cast.handler], subject)
    assert chat_outbox.send_due(at=AT) == 3
    assert [body["markdown"]["content"] for body in robot.taken()] == ["**一**\n\n**二**\n\n**三**"]
    assert log() == [(True, 200, 3)]


def test_an_address_that_fails_for_an_hour_delays_only_its_own(cast, unit, robot):
    """Every message arrives when it is back: in order, none lost, none doubled."""
    chat(robot.address.replace("/cgi-bin", "/other"), cast.city.transport, name="交通局工作群")
    robot.down = {"/cgi-bin"}
    with time_machine.travel(AT, tick=False) as clock:
        for minute in range(120):
            at = AT + minute * MINUTE
            clock.move_to(at)
            if minute % 10 == 0 and minute < 60:
                tell([cast.handler], f"执法{minute}", at=at)
                tell([cast.other_handler], f"交通{minute}", at=at)
            if minute == 59:
                assert subjects(robot) == [f"交通{n}" for n in range(0, 60, 10)]
            if minute == 60:
                robot.down = set()
            chat_outbox.send_due(at=at)
    assert subjects(robot)[6:] == [f"执法{n}" for n in range(0, 60, 10)]
    assert set(WebhookMessage.objects.values_list("state", flat=True)) == {DeliveryState.SENT}


def test_the_pauses_grow_and_end_with_the_first_success(cast, unit, robot):
    robot.status = 500
    tell([cast.handler])
    at, waited = AT, []
    with time_machine.travel(AT, tick=False) as clock:
        for _n in range(8):
            clock.move_to(at)
            chat_outbox.send_due(at=at)
            unit.refresh_from_db()
            waited.append((unit.next_try_at - at) // MINUTE)
            at = unit.next_try_at
        robot.status = 200
        clock.move_to(at)
        chat_outbox.send_due(at=at)
    unit.refresh_from_db()
    assert waited == [1, 2, 5, 10, 20, 30, 30, 30]
    assert (unit.failures, unit.next_try_at, log()[-1]) == (0, None, (True, 200, 1))


@time_machine.travel(AT, tick=False)
def test_a_refusal_with_status_200_is_a_failure_with_its_sentence(cast, robot):
    hook = chat(robot.address, cast.city.city_management, kind=RobotKind.WECOM)
    robot.answer = b'{"errcode":93000,"errmsg":"invalid webhook url key=a-key-of-the-robot"}'
    tell([cast.handler])
    assert chat_outbox.send_due(at=AT) == 0
    line = hook.attempts.get()
    assert (line.is_taken, line.status, "93000" in line.answer, "a-key" in line.answer) == (False, 200, True, False)


@time_machine.travel(AT, tick=False)
def test_a_robot_is_spoken_to_twenty_times_a_minute_at_most(cast, unit, robot):
    for number in range(45):
        tell([cast.handler], f"第{number}件")
    sent = [chat_outbox.send_due(at=AT + seconds * timedelta(seconds=1)) for seconds in (0, 30, 61, 122)]
    assert sent == [20, 0, 20, 5]
    assert subjects(robot) == [f"第{number}件" for number in range(45)]


@time_machine.travel(AT, tick=False)
def test_a_chat_that_another_worker_speaks_to_is_left_alone_until_its_lease_ends(cast, unit, robot):
    tell([cast.handler])
    assert chat_outbox._hold(Webhook.objects.get(), AT)
    assert chat_outbox.send_due(at=AT) == 0
    assert not chat_outbox._hold(unit, AT)
    assert chat_outbox.send_due(at=AT + chat_outbox.LEASE) == 1


@time_machine.travel(AT, tick=False)
def test_an_address_that_has_come_to_lead_inside_is_not_called(cast, robot, settings):
    hook = chat(robot.address, cast.city.city_management)
    settings.WEBHOOK_ALLOWED_HOSTS = []
    Webhook.objects.filter(pk=hook.pk).update(address=robot.address.replace("http:", "https:"))
    tell([cast.handler])
    assert chat_outbox.send_due(at=AT) == 0
    assert (robot.calls, hook.attempts.get().answer) == ([], "该地址指向平台所在的内部网络，不能用来发送消息。")


def test_what_a_chat_never_takes_is_given_up_after_days_and_the_administrators_hear_it_once(cast, unit, robot):
    robot.status = 500
    tell([cast.handler], "一"), tell([cast.handler], "二")
    with time_machine.travel(AT, tick=False) as clock:
        for hours in (0, 24, 48, 71, 72, 73, 96):
            clock.move_to(AT + timedelta(hours=hours, seconds=hours))
            chat_outbox.send_due(at=AT + timedelta(hours=hours, seconds=hours))
    assert list(WebhookMessage.objects.values_list("state", flat=True)) == [DeliveryState.FAILED] * 2
    notice = Notice.objects.get(kind="webhook.dead")
    assert (notice.recipient, notice.subject) == (cast.administrator, "工作群“执法局工作群”连续多日未能接收 2 条消息")
    assert notice.link == f"/webhooks/{unit.pk}/"


@time_machine.travel(AT + timedelta(days=9), tick=False)
def test_what_waited_while_the_worker_was_away_is_tried_before_it_is_given_up(cast, unit, robot):
    tell([cast.handler])
    assert chat_outbox.send_due(at=AT + timedelta(days=9)) == 1


@time_machine.travel(AT, tick=False)
def test_a_test_message_goes_beside_the_line_and_is_in_the_log(cast, unit, robot):
    tell([cast.handler])
    attempt = chat_outbox.send_test(unit, by=cast.clerk, at=AT)
    assert (attempt.is_taken, subjects(robot)) == (True, ["创城工作平台测试消息，由李文兰发起。"])
    assert WebhookMessage.objects.get().state == DeliveryState.PENDING


@time_machine.travel(AT, tick=False)
def test_old_lines_and_old_messages_are_removed_and_what_failed_stays(cast, unit, robot, settings):
    settings.WEBHOOK_LOG_DAYS = 10
    tell([cast.handler], "一")
    chat_outbox.send_due(at=AT)
    tell([cast.handler], "二")
    WebhookMessage.objects.filter(subject="二").update(state=DeliveryState.FAILED)
    assert chat_outbox.forget(at=AT + timedelta(days=10)) == 0
    assert chat_outbox.forget(at=AT + timedelta(days=10, seconds=1)) == 2
    assert list(WebhookMessage.objects.values_list("subject", flat=True)) == ["二"]


@hypothesis_settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(outcomes=st.lists(st.sampled_from([200, 200, 500, 404]), min_size=1, max_size=12))
def test_whatever_the_answers_all_arrive_in_order_and_once(cast, robot, outcomes):
    """Property: after any history of answers, what was taken is a beginning of what was told."""
    Webhook.objects.all().delete()
    robot.calls.clear()
    hook = chat(robot.address, cast.city.city_management)
    at = AT
    for number, status in enumerate(outcomes):
        robot.status = status
        tell([cast.handler], str(number), at=at)
        chat_outbox.send_due(at=at)
        at += MINUTE
    robot.status = 200
    chat_outbox.send_due(at=at + timedelta(hours=1))
    assert subjects(robot) == [str(number) for number in range(len(outcomes))]
    assert hook.messages.exclude(state=DeliveryState.SENT).count() == 0
    assert [json.loads(call.raw)["id"] for call in robot.calls if call.answered == 200] == [
        f"{hook.pk}-{pk}" for pk in hook.messages.order_by("pk").values_list("pk", flat=True)
    ]
