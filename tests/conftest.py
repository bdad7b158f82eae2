"""Fixtures of the whole suite: the cast, own media, counting queries. The services start in tests/plugin.py."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import template

pytest_plugins = ["tests.cast", "tests.api", "tests.robot"]
# Half a minute each, and pytest-django puts last what has no database: begun last, they would leave the others idle.
LONGEST = ("core/test_run_portal.py", "journeys/test_whole_way.py")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items) -> None:
    """Begin with what takes longest and needs no database of the run."""
    items.sort(key=lambda item: "db" in item.fixturenames or not str(item.path).endswith(LONGEST))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> None:
    """Wait for the migrated database before a copy of it is asked for."""
    template.wait()


@pytest.fixture(scope="session")
def media_folders(tmp_path_factory) -> Iterator[Path]:
    """Number the media folders of a run: to ask pytest for each would look through all the others every time."""
    root = tmp_path_factory.mktemp("media")
    return (root / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_media(settings, media_folders):
    """Give every test a media folder of its own."""
    settings.MEDIA_ROOT = next(media_folders)
    settings.MEDIA_ROOT.mkdir()


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
