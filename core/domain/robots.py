"""The languages of work-chat robots: what is sent to each, and how its answer is understood.

* 企业微信 (https://developer.work.weixin.qq.com/document/path/91770): ``{"msgtype": "markdown", "markdown":
  {"content"}}``, content up to 4,096 bytes of UTF-8; the key lies in the address, nothing is signed.
* 钉钉 (https://open.dingtalk.com/document/robots/custom-robot-access): ``{"msgtype": "markdown", "markdown":
  {"title", "text"}}``; with 加签 the address gets ``timestamp`` (milliseconds) and ``sign``: URL-quoted base64 of
  HMAC-SHA256, the secret as key, over ``timestamp\\nsecret``.
* 飞书 (https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot): ``{"timestamp", "sign", "msg_type":
  "post", "content"}``; ``timestamp`` in seconds, ``sign``: base64 of HMAC-SHA256, ``timestamp\\nsecret`` as key,
  over nothing.

The first two answer 200 with ``errcode``, the third with ``code``: not zero is a refusal. 企业微信 and 钉钉 take twenty
messages a minute from a robot; 飞书 takes more, and is treated alike.

The fourth is plain JSON for a city's own programs: signed over ``timestamp.body``, see docs/running.md.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.utils.translation import gettext as _

from core.choices import RobotKind
from core.domain.outgoing import Answer

A_MINUTE = 20
SENTENCE = 200
# Bytes of text that one message may hold, with room for what is around it.
ROOM = {RobotKind.WECOM: 3800, RobotKind.DINGTALK: 15_000, RobotKind.FEISHU: 15_000}
SUBJECT_BYTES = 1000
# What markdown would take for links or markup of its own.
PLAIN = str.maketrans({"[": "［", "]": "］", "<": "＜", ">": "＞", "*": "＊", "`": "｀", "#": "＃", "_": "＿"})


@dataclass(frozen=True)
class Message:
    """One thing to tell. ``link`` is an address within the portal."""

    id: str
    subject: str
    body: str = ""
    link: str = ""
    kind: str = ""

    @property
    def address(self) -> str:
        return f"{settings.SITE_URL}{self.link}" if self.link else ""


@dataclass(frozen=True)
class Call:
    """A request that is ready to leave."""

    address: str
    content: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> bytes:
        return json.dumps(self.content, ensure_ascii=False, separators=(",", ":")).encode()


def how_many(kind: str, messages: Sequence[Message]) -> int:
    """Return how many of ``messages``, from the first, go out together: one by one to a program, a chat takes many."""
    if kind == RobotKind.GENERIC:
        return min(1, len(messages))
    used = 0
    for number, message in enumerate(messages):
        used += len(_markdown(message).encode()) + 2
        if used > ROOM[RobotKind(kind)]:
            return max(1, number)
    return len(messages)


def call(kind: str, address: str, secret: str, messages: Sequence[Message], *, at: datetime) -> Call:
    """Return the request that tells ``messages`` to a robot of that kind."""
    return _CALLS[RobotKind(kind)](address, secret, messages, at)


def _wecom(address: str, secret: str, messages: Sequence[Message], at: datetime) -> Call:
    text = "\n\n".join(_markdown(message) for message in messages)
    return Call(address, {"msgtype": "markdown", "markdown": {"content": _cut(text, ROOM[RobotKind.WECOM])}}, _JSON)


def _dingtalk(address: str, secret: str, messages: Sequence[Message], at: datetime) -> Call:
    text = _cut("\n\n".join(_markdown(message) for message in messages), ROOM[RobotKind.DINGTALK])
    if secret:
        stamp = str(int(at.timestamp() * 1000))
        sign = quote_plus(_hmac(secret, f"{stamp}\n{secret}"))
        address += f"{'&' if '?' in address else '?'}timestamp={stamp}&sign={sign}"
    return Call(address, {"msgtype": "markdown", "markdown": {"title": _title(messages), "text": text}}, _JSON)


def _feishu(address: str, secret: str, messages: Sequence[Message], at: datetime) -> Call:
    stamp = str(int(at.timestamp()))
    signed = {"timestamp": stamp, "sign": _hmac(f"{stamp}\n{secret}", "")} if secret else {}
    rows = [row for message in messages for row in _feishu_rows(message)]
    post = {"zh_cn": {"title": _title(messages), "content": rows}}
    return Call(address, {**signed, "msg_type": "post", "content": {"post": post}}, _JSON)


def _feishu_rows(message: Message) -> list[list[dict[str, str]]]:
    first = [{"tag": "text", "text": _cut(message.subject, SUBJECT_BYTES)}]
    if message.link:
        first.append({"tag": "a", "text": f" {_('Open')}", "href": message.address})
    return [first, *([[{"tag": "text", "text": _cut(message.body, _BODY_BYTES)}]] if message.body else [])]


def _generic(address: str, secret: str, messages: Sequence[Message], at: datetime) -> Call:
    told = messages[0]
    content = {"id": told.id, "kind": told.kind, "subject": told.subject, "body": told.body, "link": told.address}
    ready, stamp = Call(address, content), str(int(at.timestamp()))
    sign = hmac.new(secret.encode(), f"{stamp}.".encode() + ready.body, hashlib.sha256).hexdigest()
    headers = {"X-Campaign-Delivery": told.id, "X-Campaign-Timestamp": stamp}
    return Call(address, content, _JSON | headers | ({"X-Campaign-Signature": f"sha256={sign}"} if secret else {}))


_JSON = {"Content-Type": "application/json; charset=utf-8"}
_BODY_BYTES = 2000
_CALLS: dict[RobotKind, Callable[[str, str, Sequence[Message], datetime], Call]] = {
    RobotKind.WECOM: _wecom,
    RobotKind.DINGTALK: _dingtalk,
    RobotKind.FEISHU: _feishu,
    RobotKind.GENERIC: _generic,
}


def _hmac(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def _title(messages: Sequence[Message]) -> str:
    first = _cut(messages[0].subject, SUBJECT_BYTES)
    return first if len(messages) == 1 else _("%(n)d notices of the campaign") % {"n": len(messages)}


def _markdown(message: Message) -> str:
    """Return a message as markdown in which nothing that people typed is markup."""
    subject = f"**{_cut(message.subject, SUBJECT_BYTES).translate(PLAIN)}**"
    link = f"[{_('Open')}]({message.address})" if message.link else ""
    return "\n".join(part for part in (subject, _cut(message.body, _BODY_BYTES).translate(PLAIN), link) if part)


def _cut(text: str, size: int) -> str:
    """Return ``text`` in at most ``size`` bytes of UTF-8, whole characters only."""
    raw = text.encode()
    return text if len(raw) <= size else raw[: size - 3].decode(errors="ignore") + "…"


def understand(kind: str, answer: Answer) -> tuple[bool, str]:
    """Return whether a robot has taken the message, and its sentence, cut."""
    said = " ".join(answer.body.decode(errors="replace").split())
    if not 200 <= answer.status < 300:
        return False, said[:SENTENCE]
    if kind == RobotKind.GENERIC:
        return True, said[:SENTENCE]
    return _code(answer.body) == 0, said[:SENTENCE]


def _code(body: bytes) -> object:
    try:
        found = json.loads(body)
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    return found.get("errcode", found.get("code", found.get("StatusCode")))
