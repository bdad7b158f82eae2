"""Sending what the outbox holds: each claimed before it is sent, tried again with growing pauses.

A worker killed between the mail server's answer and the commit makes the message go out once more;
its Message-ID stays the same, so that mail systems can tell the copy.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet

from core.choices import DeliveryState
from core.models import Delivery, Digest, Notice

log = logging.getLogger("campaign.outbox")

# Minutes until the next try, after the first, second … failure. A failure after the last is final.
PAUSES = [2, 10, 30, 120, 720]
MAX_ATTEMPTS = len(PAUSES) + 1
# Failures in a row after which a round ends: a mail server that is away costs a time-out each.
PATIENCE = 3
# Rows that are removed in one transaction.
PORTION = 5000


def deliver_due(*, at: datetime, worker: str) -> int:
    """Send the messages that are due at ``at``, one by one, and return how many went out.

    Each failure keeps its error on the row and is tried again after the pauses of ``PAUSES``;
    after ``MAX_ATTEMPTS`` the row is given up. ``worker`` is named in the log.
    """
    _give_up_abandoned(at)
    sent = failures = 0
    while failures < PATIENCE and (delivery := _claim(at)):
        went_out = _send(delivery, at)
        sent += went_out
        failures = 0 if went_out else failures + 1
    if sent:
        log.info("%s sent %d messages", worker, sent)
    return sent


def _give_up_abandoned(at: datetime) -> None:
    """Give up the messages whose last attempt ended with the death of the worker."""
    _due(at).filter(attempts__gte=MAX_ATTEMPTS).update(state=DeliveryState.FAILED)


def _due(at: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        state__in=[DeliveryState.PENDING, DeliveryState.SENDING], next_try_at__lte=at, channel="email"
    )


@transaction.atomic
def _claim(at: datetime) -> Delivery | None:
    """Take the next message: until its next try it is ours, and nobody else sends it."""
    due = _due(at).filter(attempts__lt=MAX_ATTEMPTS).order_by("next_try_at", "pk")
    delivery = due.select_for_update(skip_locked=True).first()
    if delivery is None:
        return None
    pause = PAUSES[min(delivery.attempts, len(PAUSES) - 1)]
    delivery.state, delivery.attempts = DeliveryState.SENDING, delivery.attempts + 1
    delivery.next_try_at = at + timedelta(minutes=pause)
    delivery.save(update_fields=["state", "attempts", "next_try_at"])
    return delivery


def _send(delivery: Delivery, at: datetime) -> bool:
    """Send one message and write what came of it. Whatever a mail server does must not stop the others."""
    try:
        message(delivery).send()
    except Exception as error:  # noqa: BLE001
        _failed(delivery, error)
        return False
    _claimed(delivery).update(state=DeliveryState.SENT, sent_at=at, error="")
    return True


def _failed(delivery: Delivery, error: Exception) -> None:
    final = delivery.attempts >= MAX_ATTEMPTS
    log.warning("Message %s not sent (attempt %d): %s", delivery.pk, delivery.attempts, error)
    _claimed(delivery).update(
        state=DeliveryState.FAILED if final else DeliveryState.PENDING, error=f"{type(error).__name__}: {error}"
    )


def _claimed(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENDING, attempts=delivery.attempts)


def message(delivery: Delivery) -> EmailMessage:
    """Return the e-mail of ``delivery``: the notice's text and the full address of its link, or the digest's text."""
    text = delivery.notice or delivery.digest
    if text is None:
        raise ValueError(f"Delivery {delivery.pk} has no text.")
    kind, body = ("notice", _body(text)) if isinstance(text, Notice) else ("digest", text.body)
    return EmailMessage(
        subject=text.subject,
        body=body,
        to=[delivery.address],
        headers={"Message-ID": f"<{kind}-{text.pk}-{delivery.pk}@{_host()}>"},
    )


def _body(notice: Notice) -> str:
    link = f"{settings.SITE_URL}{notice.link}" if notice.link else ""
    return "\n\n".join(part for part in (notice.subject, notice.body, link) if part)


def _host() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"


def forget(*, at: datetime) -> int:
    """Remove what was sent, and what was read, more than ``NOTICE_DAYS`` ago; return how many rows went.

    What was given up, and what nobody has read, stays.
    """
    before = at - timedelta(days=settings.NOTICE_DAYS)
    gone = [
        Delivery.objects.filter(state=DeliveryState.SENT, sent_at__lt=before),
        Notice.objects.filter(read_at__lt=before, created_at__lt=before, deliveries=None),
        Digest.objects.filter(day__lt=before.date(), deliveries=None),
    ]
    return sum(_remove(rows) for rows in gone)


def _remove(rows: QuerySet) -> int:
    """Remove rows in portions: a table of a million is never locked for long."""
    total = 0
    while portion := list(rows.order_by("pk").values_list("pk", flat=True)[:PORTION]):
        total += rows.model._default_manager.filter(pk__in=portion).delete()[0]
    return total
