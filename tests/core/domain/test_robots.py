"""Formats as the three chats describe them; signatures calculated by hand with the Python samples of their pages."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from core.choices import RobotKind as K
from core.domain import robots
from core.domain.outgoing import Answer
from core.domain.robots import Message

AT = datetime(2026, 11, 23, 0, 20, 0, 123000, tzinfo=UTC)
ONE = Message("7-1", "2026-00001 已超期", "请尽快处置", "/tickets/2026-00001/", "escalation.remind")


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://c.example"


def ask(kind, secret="", messages=(ONE,)):
    return robots.call(kind, "https://chat.example/send?key=K", secret, messages, at=AT)


def test_wecom_gets_markdown_and_no_signature():
    call = ask(K.WECOM, "ignored")
    assert call.address == "https://chat.example/send?key=K"
    assert json.loads(call.body) == {
        "msgtype": "markdown",
        "markdown": {
            "content": "**2026-00001 已超期**\n请尽快处置\n[查看](https://c.example/tickets/2026-00001/)",
        },
    }


def test_dingtalk_gets_a_title_and_a_signed_address():
    call = ask(K.DINGTALK, "SECabc")
    query = parse_qs(urlsplit(call.address).query)
    assert query["timestamp"] == ["1795393200123"]
    assert query["sign"] == ["hSBq5YbuTQi4VSfYMHKaPIsiOi6MuVPHqtmlv0/WcE0="]
    assert json.loads(call.body)["markdown"]["title"] == "2026-00001 已超期"


def test_dingtalk_without_a_secret_is_not_signed():
    assert ask(K.DINGTALK).address == "https://chat.example/send?key=K"


def test_feishu_gets_a_post_signed_in_the_body():
    body = json.loads(ask(K.FEISHU, "abc").body)
    assert body == {
        "timestamp": "1795393200",
        "sign": "HuVZu1QGrIE2t8gBCHiK3leSXQJYa9hQQ7o+SdVdkwE=",
        "msg_type": "post",
        "content": {
            "post": {
                "zh_cn": {
                    "title": "2026-00001 已超期",
                    "content": [
                        [
                            {"tag": "text", "text": "2026-00001 已超期"},
                            {"tag": "a", "text": " 查看", "href": "https://c.example/tickets/2026-00001/"},
                        ],
                        [{"tag": "text", "text": "请尽快处置"}],
                    ],
                }
            }
        },
    }


def test_a_program_gets_json_with_its_signature_and_the_number_of_the_delivery():
    call = ask(K.GENERIC, "s3cret")
    assert json.loads(call.body) == {
        "id": "7-1",
        "kind": "escalation.remind",
        "subject": "2026-00001 已超期",
        "body": "请尽快处置",
        "link": "https://c.example/tickets/2026-00001/",
    }
    expected = hmac.new(b"s3cret", b"1795393200." + call.body, hashlib.sha256).hexdigest()
    assert call.headers == {
        "Content-Type": "application/json; charset=utf-8",
        "X-Campaign-Delivery": "7-1",
        "X-Campaign-Timestamp": "1795393200",
        "X-Campaign-Signature": f"sha256={expected}",
    }


def test_many_messages_become_one_for_a_chat_and_stay_single_for_a_program():
    many = [Message(f"7-{n}", f"第{n}件", "说明") for n in range(30)]
    assert [robots.how_many(kind, many) for kind in (K.WECOM, K.DINGTALK, K.FEISHU, K.GENERIC)] == [30, 30, 30, 1]
    assert json.loads(ask(K.DINGTALK, messages=many).body)["markdown"]["title"] == "创城消息 30 条"
    assert robots.how_many(K.WECOM, []) == 0


def test_a_message_to_wecom_never_exceeds_its_room_and_no_character_is_broken():
    long = [Message(f"7-{n}", "长" * 200, "文" * 3000, "/tickets/1/") for n in range(5)]
    count = robots.how_many(K.WECOM, long)
    content = json.loads(ask(K.WECOM, messages=long[:count]).body)["markdown"]["content"]
    assert (count, len(content.encode()) <= 4096, "\ufffd" in content) == (1, True, False)


def test_what_people_typed_is_no_markup():
    told = Message("1", "[领奖](https://evil.example) <@all>", "**加粗** `x`")
    content = json.loads(ask(K.WECOM, messages=[told]).body)["markdown"]["content"]
    assert content == "**［领奖］(https://evil.example) ＜@all＞**\n＊＊加粗＊＊ ｀x｀"


@pytest.mark.parametrize(
    ("kind", "status", "body", "taken"),
    [
        (K.WECOM, 200, b'{"errcode":0,"errmsg":"ok"}', True),
        (K.WECOM, 200, b'{"errcode":93000,"errmsg":"invalid webhook url"}', False),
        (K.WECOM, 200, b'{"errcode":45009,"errmsg":"api freq out of limit"}', False),
        (K.DINGTALK, 200, b'{"errcode":310000,"errmsg":"sign not match"}', False),
        (K.FEISHU, 200, b'{"code":0,"msg":"success","data":{}}', True),
        (K.FEISHU, 200, b'{"code":19021,"msg":"sign match fail"}', False),
        (K.FEISHU, 200, b'{"StatusCode":0,"StatusMessage":"success"}', True),
        (K.WECOM, 200, b"<html>log in</html>", False),
        (K.WECOM, 200, b"[]", False),
        (K.WECOM, 200, b"", False),
        (K.WECOM, 500, b'{"errcode":0}', False),
        (K.GENERIC, 204, b"", True),
        (K.GENERIC, 302, b"", False),
        (K.GENERIC, 500, b"", False),
    ],
)
def test_an_answer_is_understood(kind, status, body, taken):
    assert robots.understand(kind, Answer(status, body, 5))[0] == taken


def test_the_sentence_of_an_answer_is_one_line_and_cut():
    assert robots.understand(K.GENERIC, Answer(500, b"a\n\nb " + b"c" * 500, 5))[1] == "a b " + "c" * 196
