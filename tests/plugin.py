"""Starts PostgreSQL and Redis for the run, begins to migrate a database, and compiles the catalogue.

A plugin of its own: Django reads its settings before conftest is loaded.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator

import pytest

from tests import template
from tests.services import Postgres, Redis
from tools.messages import compile_if_changed


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config) -> Iterator[None]:
    """Start once per run, before Django reads its settings; xdist's workers inherit their addresses."""
    if not (os.environ.get("PYTEST_XDIST_WORKER") or os.environ.get("PORTAL_TEST_SERVICES")):
        _start(early_config)
    return (yield)


def _start(config) -> None:
    compile_if_changed()
    services = [Postgres(), Redis()]
    for service in services:
        service.start()
        config.add_cleanup(service.stop)
    os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = (service.url for service in services)
    os.environ["PORTAL_TEST_SERVICES"] = "1"
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="portal-test-")
    config.add_cleanup(lambda: shutil.rmtree(os.environ["VAR_DIR"], ignore_errors=True))
    config.add_cleanup(template.begin().wait)
    config.add_cleanup(lambda: os.environ.pop("PORTAL_TEST_SERVICES", None))
