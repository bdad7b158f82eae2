"""Kept results: fresh for a minute, counted by one reader, and not needed to be right."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from core.cache import PatientClient
from reports.domain import snapshots
from tests.reports.rows import NOW

LATER = NOW + timedelta(minutes=2)


def latest(make, *, at, part="town"):
    return snapshots.latest_part("x", part, lambda: {part: make()}, at=at)


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def test_a_fresh_result_is_kept():
    latest(lambda: 1, at=NOW)
    assert latest(lambda: 2, at=NOW + timedelta(seconds=60)) == 1


def test_a_stale_result_is_made_anew():
    latest(lambda: 1, at=NOW)
    assert latest(lambda: 2, at=LATER) == 2


def test_while_one_reader_counts_the_others_get_the_stale_result():
    latest(lambda: 1, at=NOW)
    asked_meanwhile = []

    def count():
        asked_meanwhile.append(latest(lambda: 3, at=LATER))
        return 2

    assert (latest(count, at=LATER), asked_meanwhile) == (2, [1])


def test_a_reader_whose_count_failed_does_not_lock_the_others_out_for_good():
    with pytest.raises(ZeroDivisionError):
        latest(lambda: 1 // 0, at=NOW)
    assert latest(lambda: 2, at=NOW) == 2


def test_without_a_cache_every_reader_counts(settings, monkeypatch):
    monkeypatch.setattr(PatientClient, "absent_until", 0.0)
    settings.CACHES = {
        "default": {
            "BACKEND": "core.cache.PatientRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert [latest(lambda n=n: n, at=NOW) for n in (1, 2)] == [1, 2]


def test_who_asks_for_one_part_makes_all():
    snapshots.latest_part("x", "town", lambda: {"town": 1, "": 2}, at=NOW)
    assert snapshots.latest_part("x", "", lambda: {"": 3}, at=NOW) == 2


def test_a_fragment_is_made_once():
    assert [snapshots.fragment("x", lambda n=n: n) for n in (1, 2)] == [1, 1]
