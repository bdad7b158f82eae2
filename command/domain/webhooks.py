"""Work chats: what they are told. Sending it comes later: :mod:`command.domain.chat_outbox`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from command.choices import Role
from command.models import User, Webhook, WebhookMessage
from core.choices import DeliveryState
from core.domain import audit, digest, notices, outgoing
from core.models import Notice

# Who of a department stands for it in the digest of its group.
SPEAKERS = (Role.OFFICE, Role.HANDLER, Role.AREA_STAFF, Role.OFFICIAL)


@transaction.atomic
def keep(webhook: Webhook, *, by: User, at: datetime) -> Webhook:
    """Save a new or changed work chat. :class:`core.domain.outgoing.UnsafeAddress` and others for its address.

    A changed address begins anew: its failures were the old one's. Neither address nor secret goes into the trail.
    """
    outgoing.judge(webhook.address)
    is_new = webhook.pk is None
    if is_new:
        webhook.made_by, webhook.made_at, webhook.held_until = by, at, at
    webhook.failures, webhook.next_try_at = 0, None
    webhook.save()
    audit.record("webhook.added" if is_new else "webhook.changed", by=by, at=at, obj=webhook)
    return webhook


def fan_out(written: list[Notice]) -> None:
    """Write what the groups are told of ``written`` notices: each once, however many of its people were told."""
    hooks = list(Webhook.objects.active()) if written else []
    if not hooks:
        return
    people = {notice.recipient_id for notice in written}
    departments = dict(User.objects.filter(pk__in=people).values_list("pk", "department_id"))
    rows = [row for hook in hooks for row in _messages(hook, _heard(hook, written, departments))]
    WebhookMessage.objects.bulk_create(rows, ignore_conflicts=True)


def _heard(hook: Webhook, written: list[Notice], departments: Mapping[int, int | None]) -> Iterable[Notice]:
    for notice in written:
        if notice.topic in hook.topics and departments.get(notice.recipient_id) == hook.department_id:
            yield notice


def _messages(hook: Webhook, heard: Iterable[Notice]) -> list[WebhookMessage]:
    once: dict[tuple[str, str, str], Notice] = {}
    for notice in heard:
        once.setdefault((notice.kind, notice.subject, notice.link), notice)
    return [
        WebhookMessage(
            webhook=hook,
            key=f"notice-{notice.pk}",
            kind=notice.kind,
            subject=notice.subject,
            body=notice.body,
            link=notice.link,
            created_at=notice.created_at,
        )
        for notice in once.values()
    ]


def write_digests(*, at: datetime) -> int:
    """Write the day's digest for each group that wants one, once; return how many groups are told something."""
    if not digest.is_time(at):
        return 0
    key = f"digest-{timezone.localtime(at):%Y-%m-%d}"
    waiting = Webhook.objects.active().filter(wants_digest=True).exclude(messages__key=key)
    return sum(_write_digest(hook, key, at) for hook in waiting.select_related("department"))


@transaction.atomic
def _write_digest(hook: Webhook, key: str, at: datetime) -> bool:
    """Write the digest of a group. One with nothing to say is written as sent: the day is done with."""
    speaker = _speaker(hook.department_id)
    with translation.override(settings.LANGUAGE_CODE):
        sections = digest.standing_of(speaker, at=at) if speaker else []
        subject = digest.subject(timezone.localtime(at).date(), sections)
    body = "\n".join(line.words for section in sections for line in section.lines)
    state = DeliveryState.PENDING if sections else DeliveryState.SENT
    words = {"kind": "digest", "subject": subject, "body": body, "link": "/", "created_at": at, "state": state}
    _row, is_new = WebhookMessage.objects.get_or_create(webhook=hook, key=key, defaults=words)
    return is_new and bool(sections)


def _speaker(department_id: int) -> User | None:
    people = User.objects.filter(is_active=True, department_id=department_id, groups__name__in=SPEAKERS)
    return people.order_by("pk").first()


@transaction.atomic
def try_again(webhook: Webhook, *, by: User, at: datetime) -> int:
    """Send again, at once, what was given up or waits; return how many messages were given up and wait now."""
    revived = webhook.messages.filter(state=DeliveryState.FAILED).update(state=DeliveryState.PENDING, created_at=at)
    Webhook.objects.filter(pk=webhook.pk).update(failures=0, next_try_at=None)
    audit.record("webhook.revived", by=by, at=at, obj=webhook, messages=revived)
    return revived


def tell_administrators(**words: Any) -> int:
    """Write a notice to each administrator."""
    people = User.objects.filter(is_active=True, groups__name=Role.ADMINISTRATOR)
    return notices.tell(people, **words)
