"""Doing a thing once, however often it is asked for under the same key."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from core.errors import KeyUsedOtherwise
from core.models import KeptAnswer

# Status, body (as it was sent, or None), headers.
Answer = tuple[int, str | None, dict[str, str]]


@transaction.atomic
def once(do: Callable[[], Answer], *, key: str, fingerprint: str, by: AbstractBaseUser, at: datetime) -> Answer:
    """Return what ``do()`` answers (status, body, headers), or what it answered to the same key of ``by`` before.

    The answer is kept in the transaction of ``do``: when it raises, nothing is kept and the key stays free. Two at
    once with one key: the second waits for the first. ``KeyUsedOtherwise`` where ``fingerprint`` differs.
    """
    kept, is_new = KeptAnswer.objects.get_or_create(
        owner_id=by.pk, key=key, defaults={"fingerprint": fingerprint, "created_at": at}
    )
    if kept.fingerprint != fingerprint:
        raise KeyUsedOtherwise
    if is_new:
        kept.status, kept.body, kept.headers = do()
        kept.save(update_fields=["status", "body", "headers"])
    return kept.status, kept.body, kept.headers


def forget(*, at: datetime) -> int:
    """Remove the answers that nobody will ask for again, and return how many."""
    return KeptAnswer.objects.forgotten(at=at).delete()[0]
