"""The outbox by a real worker: a mail server that is away, and comes back."""

import pytest
from django.utils import timezone

from core.choices import DeliveryState
from core.domain import notices
from core.models import Delivery
from tests.patience import wait_until

pytestmark = pytest.mark.worker
DELIVER = "core.tasks.deliver"


def delivery() -> Delivery:
    return Delivery.objects.get()


def test_a_message_waits_for_the_mail_server_and_leaves_once(start_worker, send, cast, tmp_path):
    notices.tell([cast.handler], kind="test", subject="请处置", at=timezone.now())
    away = start_worker(EMAIL_URL="smtp://127.0.0.1:1")
    send(DELIVER)
    wait_until(lambda: delivery().error, "the failure")
    assert (delivery().state, delivery().error) == (
        DeliveryState.PENDING,
        "ConnectionRefusedError: [Errno 111] Connection refused",
    )
    away.stop()
    Delivery.objects.update(next_try_at=timezone.now())
    mails = tmp_path / "mails"
    start_worker(EMAIL_URL=f"filemail:///{mails}")
    for _ in range(3):
        send(DELIVER)
    wait_until(lambda: delivery().state == DeliveryState.SENT, "the delivery")
    assert delivery().attempts == 2
    assert [path.read_text().count("Message-ID") for path in mails.iterdir()] == [1]
