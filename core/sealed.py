"""A text that lies encrypted in the database: a copy of the database alone does not show it.

The key is derived from ``SECRET_KEY``; after a change of it ``SECRET_KEY_FALLBACKS`` still open what was sealed before.
"""

import base64
import hashlib
import hmac
import logging
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

logger = logging.getLogger("campaign.sealed")


def _keys() -> tuple[str, ...]:
    return (str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS))


def _box() -> MultiFernet:
    return _box_of(_keys())


@lru_cache(maxsize=2)
def _box_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived("sealed", key))) for key in keys])


def _derived(purpose: str, key: str) -> bytes:
    return hashlib.sha256(f"{purpose}:{key}".encode()).digest()


def fingerprint(text: str) -> str:
    """Return a keyed hash by which a sealed text is found again: 64 characters, useless without ``SECRET_KEY``."""
    return _fingerprint(_hash_keys(_keys())[0], text)


def fingerprints(text: str) -> list[str]:
    """Return the fingerprint, and those under which the text may lie from before a change of ``SECRET_KEY``."""
    return [_fingerprint(key, text) for key in _hash_keys(_keys())]


def _fingerprint(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode(), "sha256").hex()


@lru_cache(maxsize=2)
def _hash_keys(keys: tuple[str, ...]) -> list[bytes]:
    return [_derived("fingerprint", key) for key in keys]


def seal(text: str) -> str:
    """Return ``text`` encrypted; nothing stays nothing."""
    return _box().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """Return what was sealed; nothing, with an error in the log, where no key opens it any more."""
    try:
        return _box().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        logger.error("A sealed text opens with none of SECRET_KEY and SECRET_KEY_FALLBACKS: enter it again.")
        return ""


class Unopened(ValueError):
    """None of the keys opens it."""


def seal_bytes(content: bytes) -> bytes:
    """Return the content of a file encrypted."""
    return _box().encrypt(content)


def unseal_bytes(sealed: bytes) -> bytes:
    """Return what :func:`seal_bytes` sealed; :class:`Unopened` where no key opens it any more."""
    try:
        return _box().decrypt(sealed)
    except InvalidToken as error:
        raise Unopened from error


class SealedField(models.TextField):
    """A text field that is encrypted at rest. It cannot be searched."""

    def get_prep_value(self, value: Any) -> Any:
        return seal(super().get_prep_value(value) or "")

    def from_db_value(self, value: str | None, *_args: Any) -> str:
        return unseal(value or "")
