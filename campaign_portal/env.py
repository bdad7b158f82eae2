"""Reading what the environment says, with a sentence for what it fails to say."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import environ

REQUIRED_IN_PRODUCTION = {
    "SECRET_KEY": "a long random string that signs sessions; make one with `openssl rand -base64 48`",
    "DATABASE_URL": "where PostgreSQL is, such as postgres://portal:password@db:5432/portal",
    "REDIS_URL": "where Redis is, such as redis://redis:6379/0",
    "ALLOWED_HOSTS": "the names under which browsers reach the portal, separated by commas",
}


def production_problems(env: environ.Env) -> Iterator[str]:
    """Yield one sentence for each variable that production needs and the environment lacks."""
    for name, meaning in REQUIRED_IN_PRODUCTION.items():
        if not env.str(name, default=""):
            yield f"PRODUCTION=1 needs the environment variable {name}: {meaning}. See docs/settings.md."


def secret_key(env: environ.Env, var_dir: Path, *, production: bool) -> str:
    """Return SECRET_KEY; outside production, one made once and kept in ``var/secret-key``."""
    given = env.str("SECRET_KEY", default="")
    if given or production:
        return given or "missing"
    kept = var_dir / "secret-key"
    if not kept.exists():
        kept.write_text(secrets.token_urlsafe(48))
        kept.chmod(0o600)
    return kept.read_text()
