"""Sending to work chats: in order, one worker at a time for each chat, the failing ones aside.

A worker holds a chat by a lease (a conditional UPDATE) and sends what waits, oldest first. A failure stops that
chat alone, for a growing pause; what it has not taken stays at the head of its line. A worker killed between an answer
and the commit makes the message go out once more, under the same ``X-Campaign-Delivery``.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from command.domain import webhooks
from command.models import User, Webhook, WebhookAttempt, WebhookMessage
from core.choices import DeliveryState
from core.domain import outgoing, robots
from core.errors import DomainError

log = logging.getLogger("campaign.chats")

# Minutes until the next try, after the first, second … failure in a row; the last goes on.
PAUSES = [1, 2, 5, 10, 20, 30]
LEASE = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)
# Messages that are looked at for one call.
MOST_AT_ONCE = 50


def send_due(*, at: datetime) -> int:
    """Send to every chat what is due at ``at``; return how many messages were taken."""
    with override(settings.LANGUAGE_CODE):
        taken = sum(_send_all(hook, at) for hook in list(Webhook.objects.due(at=at)) if _hold(hook, at))
    _give_up(at)
    return taken


def _hold(hook: Webhook, at: datetime) -> bool:
    """Take, or renew, the lease of a chat: the row that was read must still be as it was."""
    until = max(at, timezone.now()) + LEASE
    if not Webhook.objects.filter(pk=hook.pk, held_until=hook.held_until).update(held_until=until):
        return False
    hook.held_until = until
    return True


def _send_all(hook: Webhook, at: datetime) -> int:
    """Send until nothing waits, the chat refuses, or it has had enough for this minute; give the lease back."""
    taken = 0
    for _n in range(_allowance(hook, at)):
        waiting = list(hook.messages.filter(state=DeliveryState.PENDING).order_by("pk")[:MOST_AT_ONCE])
        if not waiting or not _hold(hook, at):
            break
        count = _send(hook, waiting, at)
        taken += count
        if not count:
            break
    Webhook.objects.filter(pk=hook.pk, held_until=hook.held_until).update(held_until=at)
    return taken


def _allowance(hook: Webhook, at: datetime) -> int:
    """Return how many calls a chat still takes in this minute."""
    used = hook.attempts.filter(at__gt=at - MINUTE).count()
    return max(0, robots.A_MINUTE - used)


def _send(hook: Webhook, waiting: Sequence[WebhookMessage], at: datetime) -> int:
    texts = [_text(row) for row in waiting]
    rows = waiting[: robots.how_many(hook.kind, texts)]
    attempt = _call(hook, texts[: len(rows)], at)
    with transaction.atomic():
        attempt.save()
        _note(hook, attempt, at)
        if attempt.is_taken:
            ids = [row.pk for row in rows]
            WebhookMessage.objects.filter(pk__in=ids).update(state=DeliveryState.SENT, sent_at=at)
    return len(rows) if attempt.is_taken else 0


def _text(row: WebhookMessage) -> robots.Message:
    return robots.Message(
        id=f"{row.webhook_id}-{row.pk}", subject=row.subject, body=row.body, link=row.link, kind=row.kind
    )


def _call(hook: Webhook, texts: Sequence[robots.Message], at: datetime) -> WebhookAttempt:
    """Make the call and return its unsaved line of the log."""
    attempt = WebhookAttempt(webhook=hook, at=at, is_taken=False, messages=len(texts))
    ready = robots.call(hook.kind, hook.address, hook.secret, texts, at=timezone.now())
    try:
        answer = outgoing.post(ready.address, ready.body, ready.headers)
    except DomainError as error:
        attempt.answer = str(error)[: robots.SENTENCE]
        return attempt
    attempt.is_taken, said = robots.understand(hook.kind, answer)
    attempt.status, attempt.milliseconds, attempt.answer = answer.status, answer.milliseconds, _without_keys(hook, said)
    return attempt


def _without_keys(hook: Webhook, said: str) -> str:
    """Return an answer without what it may repeat of the address and the secret."""
    for key in (hook.address, hook.secret, *hook.address.replace("?", "/").replace("=", "/").split("/")):
        if len(key) > 12 and key != hook.host:
            said = said.replace(key, "…")
    return said


def _note(hook: Webhook, attempt: WebhookAttempt, at: datetime) -> None:
    """Close the circuit after a success, open it further after a failure."""
    hook.failures = 0 if attempt.is_taken else hook.failures + 1
    pause = PAUSES[min(hook.failures, len(PAUSES)) - 1]
    hook.next_try_at = None if attempt.is_taken else at + timedelta(minutes=pause)
    hook.save(update_fields=["failures", "next_try_at"])
    if not attempt.is_taken:
        log.warning("Work chat %d did not take %d messages (failure %d)", hook.pk, attempt.messages, hook.failures)


def send_test(hook: Webhook, *, by: User, at: datetime) -> WebhookAttempt:
    """Send a test message now, beside the line; return its line of the log."""
    with override(settings.LANGUAGE_CODE):
        words = _("Test of the campaign portal: %(person)s has asked for it.") % {"person": by}
        text = robots.Message(id=f"{hook.pk}-test-{int(at.timestamp())}", subject=words, link="/", kind="test")
        attempt = _call(hook, [text], at)
    attempt.save()
    return attempt


@transaction.atomic
def _give_up(at: datetime) -> None:
    """Give up what a failing chat has not taken for days, and tell the administrators once for each chat."""
    old = WebhookMessage.objects.filter(
        state=DeliveryState.PENDING,
        created_at__lt=at - timedelta(days=settings.WEBHOOK_GIVE_UP_DAYS),
        webhook__failures__gt=0,
    )
    lost = dict(old.select_for_update(of=("self",)).values_list("pk", "webhook_id"))
    WebhookMessage.objects.filter(pk__in=lost).update(state=DeliveryState.FAILED)
    counts = Counter(lost.values())
    for hook in Webhook.objects.filter(pk__in=counts):
        _tell_of_loss(hook, counts[hook.pk], at)


def _tell_of_loss(hook: Webhook, count: int, at: datetime) -> None:
    subject = gettext_lazy("Work chat “%(name)s” has not taken %(n)d messages for days")
    with override(settings.LANGUAGE_CODE):
        words = str(subject) % {"name": hook.name, "n": count}
    webhooks.tell_administrators(kind="webhook.dead", subject=words, link=f"/webhooks/{hook.pk}/", at=at)


def forget(*, at: datetime) -> int:
    """Remove old lines of the log, and old messages that were taken; return how many."""
    before = at - timedelta(days=settings.WEBHOOK_LOG_DAYS)
    gone = WebhookAttempt.objects.filter(at__lt=before).delete()[0]
    return gone + WebhookMessage.objects.filter(state=DeliveryState.SENT, created_at__lt=before).delete()[0]
