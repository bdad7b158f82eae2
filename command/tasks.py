"""What Celery carries for the command headquarters: hints to look at the rows of work chats."""

from celery import shared_task
from django.utils import timezone

from command.domain import chat_outbox, webhooks


@shared_task
def send_to_chats() -> None:
    """Send what waits for work chats."""
    chat_outbox.send_due(at=timezone.now())


@shared_task
def write_chat_digests() -> None:
    """Write the daily digests of work chats, once it is time."""
    webhooks.write_digests(at=timezone.now())


@shared_task
def forget_chats() -> None:
    """Remove old lines of the log."""
    chat_outbox.forget(at=timezone.now())
