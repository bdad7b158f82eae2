"""Fixtures of the whole suite: the cast, own media, counting queries. The services start in tests/plugin.py."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytest_plugins = ["tests.cast", "tests.api", "tests.robot"]


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path_factory):
    """Give every test a media folder of its own."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def _empty_redis():
    """Let no test find figures, sessions or messages that another one left."""
    cache.clear()


@pytest.fixture
def count_queries():
    """Return a function that opens a page (once to warm it) and counts the queries of the second time."""

    def count(client, address) -> int:
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    return count
