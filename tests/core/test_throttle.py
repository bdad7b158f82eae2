import pytest
from django.test import RequestFactory

from core import throttle


def ask(address="10.0.0.1", **headers):
    return RequestFactory().get("/", REMOTE_ADDR=address, **headers)


def test_a_caller_is_admitted_so_often_and_others_besides():
    first = [throttle.admits(ask(), "asking", limit=2) for _time in range(3)]
    others = [throttle.admits(ask("10.0.0.2"), "asking", limit=2), throttle.admits(ask(), "else", limit=2)]
    assert (first, others) == ([True, True, False], [True, True])


def test_what_is_counted_in_all_is_counted_whoever_asks():
    assert [throttle.is_within("everything", limit=2) for _time in range(3)] == [True, True, False]


@pytest.mark.parametrize(
    ("proxy", "caller"), [(None, "10.0.0.1"), (("HTTP_X_FORWARDED_PROTO", "https"), "203.0.113.7")]
)
def test_behind_the_own_proxy_the_caller_is_whom_that_proxy_saw(settings, proxy, caller):
    settings.SECURE_PROXY_SSL_HEADER = proxy
    assert throttle.caller_of(ask(HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7")) == caller
