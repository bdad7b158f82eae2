"""Notices to people, and their outbox.

A notice is a row written in the transaction of what it tells. E-mail leaves later, from the
:class:`core.models.Delivery` rows: see :mod:`core.domain.outbox`.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise

from core.domain import preferences, topics
from core.models import Delivery, Notice
from core.models.notices import NoticeQuerySet

Text = str | Promise
BATCH = 2000

# What else goes out when notices are written, in the same transaction: an app above adds its own.
Listener = Callable[[list[Notice]], None]
listeners: list[Listener] = []


def tell(
    recipients: Iterable[AbstractBaseUser],
    *,
    kind: str,
    subject: Text,
    body: Text = "",
    link: str = "",
    at: datetime,
    is_urgent: bool = False,
) -> int:
    """Write one notice for each of ``recipients`` who is active, and return how many.

    ``subject`` and ``body`` may be lazy translations: they are put into the portal's own language
    (``LANGUAGE_CODE``), because nobody's browser is asking. ``link`` is an address within the portal.
    What is urgent does not wait for the daily digest.
    """
    with translation.override(settings.LANGUAGE_CODE):
        words = {"kind": kind, "subject": str(subject), "body": str(body), "link": link, "created_at": at}
    people = {user.pk: user for user in recipients if user.is_active}
    return post([Notice(recipient_id=pk, **words) for pk in people], is_urgent=is_urgent)


@transaction.atomic
def post(notices: list[Notice], *, is_urgent: bool = False) -> int:
    """Write unsaved ``notices``, and an e-mail delivery for each recipient who wants one now."""
    for notice in notices:
        notice.subject = " ".join(notice.subject.split())[:200]
        notice.topic = topics.of_kind(notice.kind).key
    written = Notice.objects.bulk_create(notices, batch_size=BATCH)
    _deliver(written, is_urgent)
    for listener in listeners:
        listener(written)
    return len(written)


def _deliver(written: list[Notice], is_urgent: bool) -> None:
    people = {notice.recipient_id for notice in written}
    addresses = _addresses(people)
    paces = preferences.paces_of(people, {notice.topic for notice in written})
    Delivery.objects.bulk_create(
        [
            Delivery(notice=notice, address=addresses[notice.recipient_id], next_try_at=notice.created_at)
            for notice in written
            if notice.recipient_id in addresses
            and preferences.goes_at_once(paces[notice.recipient_id, notice.topic], is_urgent)
        ],
        batch_size=BATCH,
    )


def _addresses(user_ids: set[int]) -> dict[int, str]:
    found = get_user_model()._default_manager.filter(pk__in=user_ids).exclude(email="")
    return dict(found.values_list("pk", "email"))


def mark_read(rows: NoticeQuerySet | None = None, *, by: AbstractBaseUser, at: datetime) -> int:
    """Mark ``rows`` (None: all) of ``by`` as read; another person's are left alone. Return how many."""
    mine = Notice.objects.all() if rows is None else rows
    return mine.visible_to(by).unread().update(read_at=at)
