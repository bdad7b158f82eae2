"""Run one bench module in a process of its own: ``python -m bench.runner MODULE FOLDER [quick]``.

The parent has started PostgreSQL and Redis and put their addresses into the environment.
Results are written to ``FOLDER/results.json``; what the module prints is its progress.
"""

import importlib
import json
import os
import sys
from pathlib import Path

from bench.context import Context


def main(module: str, folder: str, *flags: str) -> None:
    """Migrate the empty database, run the module and write what it returns."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "campaign_portal.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    results = importlib.import_module(f"bench.{module}").run(Context(Path(folder), quick="quick" in flags))
    Path(folder, "results.json").write_text(json.dumps([result.as_dict() for result in results]))


if __name__ == "__main__":
    main(*sys.argv[1:])
