"""Fixtures of the whole suite: the services, the cast, the clock."""

import os

import pytest

from tests.services import Postgres, Redis
from tools.messages import compile_if_changed

pytest_plugins = ["tests.cast"]


def pytest_configure(config) -> None:
    """Start PostgreSQL and Redis once per run, before Django reads its settings; xdist's workers inherit them."""
    if os.environ.get("PYTEST_XDIST_WORKER") or os.environ.get("PORTAL_TEST_SERVICES"):
        return
    compile_if_changed()
    services = [Postgres(), Redis()]
    for service in services:
        service.start()
        config.add_cleanup(service.stop)
    os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = (service.url for service in services)
    os.environ["PORTAL_TEST_SERVICES"] = "1"
    config.add_cleanup(lambda: os.environ.pop("PORTAL_TEST_SERVICES", None))


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path_factory):
    """Give every test a media folder of its own."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
