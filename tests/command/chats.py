"""Work chats for tests."""

from datetime import UTC, datetime, timedelta

from command.models import Webhook
from core.choices import RobotKind
from core.domain import notices

# A Monday, 10:00 in the city.
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def chat(address: str, department, *, kind=RobotKind.GENERIC, name="执法局工作群", **more) -> Webhook:
    """Return a saved work chat that hears of dispatches and reminders."""
    values = {"topics": ["assigned", "remind"], "secret": "s3cret", "held_until": AT, "made_at": AT} | more
    return Webhook.objects.create(name=name, kind=kind, address=address, department=department, **values)


def tell(people, subject="请处置", *, kind="ticket.dispatch", at=AT, **more) -> None:
    notices.tell(people, kind=kind, subject=subject, at=at, **more)
