"""Sending what the outbox holds: claimed by a conditional UPDATE, tried again with growing pauses.

A worker killed between the mail server's answer and the commit makes the message go out once more;
its Message-ID stays the same, so that mail systems can tell the copy.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Case, DateTimeField, F, Q, QuerySet, Value, When

from core.choices import DeliveryState
from core.models import Delivery

log = logging.getLogger("campaign.outbox")

# Minutes until the next try, after the first, second … failure. A failure after the last is final.
PAUSES = [1, 5, 30, 120, 720]
MAX_ATTEMPTS = len(PAUSES) + 1
BATCH = 100


def deliver_due(*, at: datetime, worker: str) -> int:
    """Send the messages that are due at ``at`` and return how many went out.

    Each failure keeps its error on the row and is tried again after the pauses of ``PAUSES``;
    after ``MAX_ATTEMPTS`` the row is given up. ``worker`` is named in the log.
    """
    give_up_abandoned(at=at)
    sent = 0
    while claimed := _claim(at):
        log.info("%s sends %d messages", worker, len(claimed))
        sent += _send_all(claimed, at)
    return sent


def give_up_abandoned(*, at: datetime) -> int:
    """Give up messages whose last attempt ended with the death of the worker."""
    return _due(at).filter(attempts__gte=MAX_ATTEMPTS).update(state=DeliveryState.FAILED)


def _due(at: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        state__in=[DeliveryState.PENDING, DeliveryState.SENDING], next_try_at__lte=at, channel="email"
    )


@transaction.atomic
def _claim(at: datetime) -> list[Delivery]:
    """Take the next messages: the pause until the next try is also the time in which they are ours."""
    ids = list(
        _due(at)
        .filter(attempts__lt=MAX_ATTEMPTS)
        .order_by("next_try_at")
        .select_for_update(skip_locked=True)
        .values_list("pk", flat=True)[:BATCH]
    )
    mine = Delivery.objects.filter(pk__in=ids)
    mine.update(state=DeliveryState.SENDING, attempts=F("attempts") + 1, next_try_at=_after_pause(at))
    return list(mine.select_related("notice"))


def _after_pause(at: datetime) -> Case:
    """Return when a message now tried for the n-th time is tried again."""
    steps = [
        When(attempts=done, then=Value(at + timedelta(minutes=minutes), DateTimeField()))
        for done, minutes in enumerate(PAUSES)
    ]
    return Case(*steps, default=Value(at + timedelta(minutes=PAUSES[0]), DateTimeField()))


def _send_all(deliveries: list[Delivery], at: datetime) -> int:
    connection = get_connection()
    sent = sum(_send(delivery, connection, at) for delivery in deliveries)
    connection.close()
    return sent


def _send(delivery: Delivery, connection: BaseEmailBackend, at: datetime) -> bool:
    """Send one message and write what came of it. Whatever a mail server does must not stop the others."""
    try:
        message(delivery, connection).send()
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
    return Delivery.objects.filter(Q(pk=delivery.pk, state=DeliveryState.SENDING, attempts=delivery.attempts))


def message(delivery: Delivery, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """Return the e-mail of ``delivery``: the notice's text and the full address of its link."""
    notice = delivery.notice
    link = f"{settings.SITE_URL}{notice.link}" if notice.link else ""
    return EmailMessage(
        subject=notice.subject,
        body="\n\n".join(part for part in (notice.subject, notice.body, link) if part),
        to=[delivery.address],
        headers={"Message-ID": f"<notice-{notice.pk}-{delivery.pk}@{_host()}>"},
        connection=connection,
    )


def _host() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
