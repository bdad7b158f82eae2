"""``make bench``: measure the portal against the floors of the same run.

Each ``bench/bench_*.py`` runs in a process of its own on a private PostgreSQL and Redis, set as a city would set them.
``make bench ARGS="pages --quick"`` runs one module at a twentieth of the size and writes nothing.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.result import Result
from bench.table import RESULTS, ROOT, table, write_document
from tests.services import Postgres, Redis

# Durable as in production; the memory is a quarter of a small server's.
PG_OPTIONS = (
    "-c shared_buffers=2GB -c work_mem=32MB -c maintenance_work_mem=512MB -c max_wal_size=8GB "
    "-c random_page_cost=1.1 -c effective_cache_size=8GB -c jit=off -c max_connections=100"
)


def main() -> int:
    """Run the modules that were asked for and return 1 if a bar is missed."""
    known = sorted(path.stem.removeprefix("bench_") for path in (ROOT / "bench").glob("bench_*.py"))
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("modules", nargs="*", help=f"of {', '.join(known)}; all when none is named")
    parser.add_argument("--quick", action="store_true", help="a twentieth of the size; nothing is written")
    asked = parser.parse_args()
    if unknown := set(asked.modules) - set(known):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    results = [result for name in asked.modules or known for result in measure(name, quick=asked.quick)]
    print(table(results))
    if not asked.quick:
        write_document()
    return 0 if all(result.holds for result in results) else 1


def measure(name: str, *, quick: bool) -> list[Result]:
    """Run one module on services of its own and return its results, kept unless it was a quick run."""
    print(f"{name} ...", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        rows = _run(name, Path(folder), quick=quick)
    if not quick:
        RESULTS.mkdir(exist_ok=True)
        kept = {"at": f"{datetime.now(UTC):%Y-%m-%d %H:%M}", "cores": os.cpu_count(), "results": rows}
        (RESULTS / f"{name}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    return [Result(**{key: value for key, value in row.items() if key != "holds"}) for row in rows]


def _run(name: str, folder: Path, *, quick: bool) -> list[dict]:
    services = [Postgres(PG_OPTIONS), Redis()]
    started: list[Postgres | Redis] = []
    try:
        for service in services:
            service.start()
            started.append(service)
        addresses = dict(zip(("DATABASE_URL", "REDIS_URL"), (service.url for service in services), strict=True))
        command = [sys.executable, "-m", "bench.runner", f"bench_{name}", str(folder), *(["quick"] if quick else [])]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **addresses, "VAR_DIR": str(folder)})
        return json.loads((folder / "results.json").read_text())
    finally:
        for service in started:
            service.stop()


if __name__ == "__main__":
    sys.exit(main())
