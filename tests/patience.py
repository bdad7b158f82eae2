"""Waiting for what happens elsewhere: in a browser, in another process."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 60


def wait_until(happened: Callable[[], object], what: str) -> None:
    """Return as soon as something has happened; fail in words when it never does."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < until, f"{what} did not happen"
        time.sleep(0.05)
