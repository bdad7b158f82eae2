"""Write one export in a process of its own; print rows, seconds, and the peak of its memory (MB, at start and in all).

``python -m bench.exporting QUERY``: the query is that of the queue's address; the person is the office.
"""

import json
import os
import sys
import time
from pathlib import Path


def main(query: str) -> None:
    """Export as the background job does."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "campaign_portal.settings"
    import django

    django.setup()
    from django.http import QueryDict
    from django.utils import timezone

    from command.models import User
    from inspections.exporters import TicketExport

    asked = TicketExport(User.objects.get(username="office"), QueryDict(query), timezone.now())
    before, rows = _peak(), 0

    def progress(_done: int, total: int) -> None:
        nonlocal rows
        rows = total

    started = time.perf_counter()
    with asked.write(progress) as book:
        size = book.seek(0, 2)
    seconds = time.perf_counter() - started
    print(json.dumps({"rows": rows, "seconds": seconds, "before": before, "peak": _peak(), "size": size / 1e6}))


def _peak() -> float:
    """Return the most memory that this process held; ``ru_maxrss`` would count its parent's before the start, too."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
