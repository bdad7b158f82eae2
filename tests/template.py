"""The migrated database of a run: made once, while the workers look for their tests; each works on a copy of it."""

import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg2

NAME = "portal_template"
PATIENCE_SECONDS = 120


def begin() -> subprocess.Popen:
    """Start to make it beside this process; DATABASE_URL and VAR_DIR say where."""
    return subprocess.Popen([sys.executable, "-m", "tests.template"])


def wait() -> None:
    """Return once it can be copied. Raises RuntimeError where its making failed, or takes minutes."""
    for _ in range(PATIENCE_SECONDS * 10):
        if _mark().exists():
            return
        time.sleep(0.1)
    raise RuntimeError("The database of the tests was not migrated: see what is printed above.")


def _mark() -> Path:
    return Path(os.environ["VAR_DIR"]) / "template.ready"


def _make() -> None:
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection:
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {NAME}")
    os.environ["DATABASE_URL"] = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{NAME}"
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], check=True)
    _mark().touch()


if __name__ == "__main__":
    _make()
