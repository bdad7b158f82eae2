"""The cache, which may be absent: pages are then slower, never wrong."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger("campaign.cache")

ABSENT = (RedisError, OSError)
CONNECT_SECONDS = 0.5
# After a failure nothing is tried for so long: a page asks several times.
PAUSE_SECONDS = 5


class PatientClient(RedisCacheClient):
    """A client that answers as an empty cache does while Redis cannot be reached."""

    absent_until = 0.0

    def __init__(self, servers: list[str], **options: Any) -> None:
        patience = {"retry": Retry(NoBackoff(), 0), "socket_connect_timeout": CONNECT_SECONDS}
        super().__init__(servers, **{**patience, **options})

    def _ask(self, question: Callable[..., Any], *args: Any, otherwise: Any) -> Any:
        if time.monotonic() < self.absent_until:
            return otherwise
        try:
            return question(*args)
        except ABSENT as error:
            type(self).absent_until = time.monotonic() + PAUSE_SECONDS
            log.warning("The cache does not answer: %s", error)
            return otherwise

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        """Answer True where nothing can be kept: nobody else holds the key either."""
        return self._ask(super().add, key, value, timeout, otherwise=True)

    def get(self, key: Any, default: Any) -> Any:
        return self._ask(super().get, key, default, otherwise=default)

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        self._ask(super().set, key, value, timeout, otherwise=None)

    def incr(self, key: Any, delta: int) -> int:
        return self._ask(super().incr, key, delta, otherwise=delta)

    def touch(self, key: Any, timeout: Any) -> bool:
        return self._ask(super().touch, key, timeout, otherwise=False)

    def delete(self, key: Any) -> bool:
        return self._ask(super().delete, key, otherwise=False)

    def get_many(self, keys: Any) -> dict[Any, Any]:
        return self._ask(super().get_many, keys, otherwise={})

    def has_key(self, key: Any) -> bool:
        return self._ask(super().has_key, key, otherwise=False)

    def set_many(self, data: Any, timeout: Any) -> None:
        self._ask(super().set_many, data, timeout, otherwise=None)

    def delete_many(self, keys: Any) -> None:
        self._ask(super().delete_many, keys, otherwise=None)


class PatientRedisCache(RedisCache):
    """Django's Redis cache with a :class:`PatientClient`."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = PatientClient
