"""The cache may be absent: every question is then answered as by an empty one, and quickly."""

import time

import pytest
from django.core.cache import cache

from core.cache import PatientClient


@pytest.fixture
def absent(settings, monkeypatch):
    monkeypatch.setattr(PatientClient, "absent_until", 0.0)
    settings.CACHES = {"default": {"BACKEND": "core.cache.PatientRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}


def test_an_absent_cache_is_an_empty_one(absent):
    cache.set("x", 1)
    cache.set_many({"y": 1})
    cache.delete_many(["y"])
    assert (cache.get("x"), cache.get("x", 7), cache.get_many(["x", "y"]), "x" in cache) == (None, 7, {}, False)
    assert (cache.add("x", 1), cache.touch("x"), cache.delete("x"), cache.incr("x")) == (True, False, False, 1)


def test_after_a_failure_nothing_is_tried_for_a_while(absent):
    cache.get("x")
    assert PatientClient.absent_until > time.monotonic()


def test_a_cache_that_answers_is_used(monkeypatch):
    monkeypatch.setattr(PatientClient, "absent_until", 0.0)
    cache.set("x", 1)
    assert (cache.get("x"), cache.add("x", 2), cache.has_key("x")) == (1, False, True)
