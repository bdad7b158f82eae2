"""The pages of work chats."""

import pytest

from command.domain import chat_outbox
from command.models import Webhook
from core.choices import RobotKind
from core.models import AuditEntry
from tests.command.chats import AT, chat, tell

KEY = "a-key-of-the-robot"


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.clerk)
    return client


@pytest.fixture
def unit(cast, robot):
    return chat(robot.address, cast.city.city_management)


def form(cast, robot, **changed) -> dict:
    given = {"name": "办公室工作群", "kind": "wecom", "department": cast.city.office.pk, "address": robot.address}
    return given | {"secret": "", "topics": ["decide"], "wants_digest": "on", "is_active": "on"} | changed


@pytest.mark.parametrize(
    ("who", "sees", "keeps"),
    [
        ("clerk", 200, 200),
        ("administrator", 200, 200),
        ("auditor", 200, 403),
        ("handler", 403, 403),
        ("outsider", 403, 403),
    ],
)
def test_the_office_keeps_work_chats_and_auditors_read_them(client, cast, unit, who, sees, keeps):
    client.force_login(getattr(cast, who))
    seen = [client.get(address).status_code for address in ("/webhooks/", f"/webhooks/{unit.pk}/")]
    kept = [client.get(address).status_code for address in ("/webhooks/new/", f"/webhooks/{unit.pk}/edit/")]
    assert (seen, kept) == ([sees] * 2, [keeps] * 2)
    posted = [client.post(f"/webhooks/{unit.pk}/{act}/").status_code for act in ("test", "again")]
    assert posted == ([302] * 2 if keeps == 200 else [403] * 2)


def test_a_stranger_is_led_to_the_log_in(client, unit):
    assert client.get(f"/webhooks/{unit.pk}/").url == f"/login/?next=/webhooks/{unit.pk}/"


def test_a_new_work_chat_is_kept_and_tried(clerk, cast, robot):
    address = clerk.post("/webhooks/new/", form(cast, robot)).url
    hook = Webhook.objects.get()
    assert (hook.made_by, hook.topics, hook.address) == (cast.clerk, ["decide"], robot.address)
    page = clerk.post(f"{address}test/", follow=True).content.decode()
    assert ("测试消息已送达。应答 200" in page, len(robot.calls)) == (True, 1)


def test_no_page_and_no_trail_shows_address_or_secret(clerk, client, cast, unit):
    clerk.post(f"/webhooks/{unit.pk}/test/")
    pages = [clerk.get(f"/webhooks/{rest}") for rest in ("", f"{unit.pk}/", f"{unit.pk}/edit/", "new/")]
    client.force_login(cast.auditor)
    models = ("webhook", "webhookattempt", "webhookmessage")
    pages += [client.get(f"/admin/command/{model}/", follow=True) for model in models]
    pages += [client.get(f"/admin/command/webhook/{unit.pk}/change/")]
    assert [page.status_code for page in pages] == [200] * 8
    trail = str(list(AuditEntry.objects.values()))
    told = [word for word in (KEY, "s3cret") if word in trail or any(word in page.content.decode() for page in pages)]
    assert told == []


def test_fields_left_empty_keep_address_and_secret(clerk, cast, robot, unit):
    clerk.post(f"/webhooks/{unit.pk}/edit/", form(cast, robot, name="改名的群", address="", kind="generic"))
    unit.refresh_from_db()
    assert (unit.name, unit.address, unit.secret) == ("改名的群", robot.address, "s3cret")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://10.0.0.8/hook", "内部网络"),
        ("https://[::ffff:127.0.0.1]/hook", "内部网络"),
        ("http://qyapi.weixin.qq.com/x", "https://"),
        ("javascript:alert(1)", "https://"),
        ("", "该字段是必填项"),
    ],
)
def test_a_bad_address_is_refused_in_words_and_nothing_typed_is_lost(clerk, cast, robot, address, sentence):
    page = clerk.post("/webhooks/new/", form(cast, robot, address=address)).content.decode()
    assert (sentence in page, "办公室工作群" in page, Webhook.objects.count()) == (True, True, 0)


def test_an_own_program_needs_a_secret(clerk, cast, robot):
    page = clerk.post("/webhooks/new/", form(cast, robot, kind="generic")).content.decode()
    assert ("自有程序必须设置密钥" in page, Webhook.objects.count()) == (True, 0)


def test_the_page_shows_every_attempt_and_sends_again_on_request(clerk, cast, unit, robot):
    robot.status, robot.answer = 500, "内部错误".encode()
    tell([cast.handler])
    chat_outbox.send_due(at=AT)
    page = clerk.get(f"/webhooks/{unit.pk}/").content.decode()
    assert [
        word for word in ("推送失败", "连续失败 1 次", "未送达", "500", "内部错误", "立即重试") if word not in page
    ] == []
    clerk.post(f"/webhooks/{unit.pk}/again/")
    assert list(Webhook.objects.due(at=AT)) == [unit]


def test_the_pages_cost_the_same_for_one_and_for_thirty(clerk, cast, unit, robot, count_queries):
    chat_outbox.send_test(unit, by=cast.clerk, at=AT)
    one = [count_queries(clerk, address) for address in ("/webhooks/", f"/webhooks/{unit.pk}/")]
    for number in range(29):
        chat(robot.address, cast.city.office, kind=RobotKind.WECOM, name=f"群{number}")
        chat_outbox.send_test(unit, by=cast.clerk, at=AT)
    assert [count_queries(clerk, address) for address in ("/webhooks/", f"/webhooks/{unit.pk}/")] == one
