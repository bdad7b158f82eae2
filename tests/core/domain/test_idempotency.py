"""Doing a thing once under a key."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from core.domain import idempotency
from core.errors import KeyUsedOtherwise
from core.models import AuditEntry, KeptAnswer
from core.tasks import forget_answers

NOW = timezone.now()


def once(by, *, key="key-1", fingerprint="a", at=NOW):
    """Write a row, under a key."""

    def do():
        row = AuditEntry.objects.create(action="test.done", actor_id=by.pk)
        return 201, str(row.pk), {"ETag": '"1"'}

    return idempotency.once(do, key=key, fingerprint=fingerprint, by=by, at=at)


@pytest.mark.django_db
def test_the_second_time_nothing_is_done_and_the_answer_is_the_same(cast):
    answers = [once(cast.clerk) for _n in range(2)]
    assert (answers[0] == answers[1], AuditEntry.objects.filter(action="test.done").count()) == (True, 1)


@pytest.mark.django_db
def test_a_key_of_another_request_is_refused(cast):
    once(cast.clerk)
    with pytest.raises(KeyUsedOtherwise):
        once(cast.clerk, fingerprint="b")


@pytest.mark.django_db
def test_what_fails_keeps_nothing(cast):
    with pytest.raises(ZeroDivisionError):
        idempotency.once(lambda: 1 / 0, key="key-1", fingerprint="a", by=cast.clerk, at=NOW)
    assert KeptAnswer.objects.count() == 0


@pytest.mark.django_db
def test_old_answers_are_forgotten(cast):
    once(cast.clerk, key="old", at=NOW - timedelta(days=8))
    once(cast.clerk, key="new", at=NOW)
    forget_answers()
    assert list(KeptAnswer.objects.values_list("key", flat=True)) == ["new"]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_done_and_both_are_answered(cast):
    together = Barrier(2)

    def send(_n):
        together.wait(10)
        try:
            return once(cast.clerk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, range(2)))
    assert (answers[0] == answers[1], AuditEntry.objects.filter(action="test.done").count()) == (True, 1)
