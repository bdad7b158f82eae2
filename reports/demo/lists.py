"""The city's lists, as the office has them, through the same importer that the office uses."""

from pathlib import Path

from django.core.files import File
from django.utils import timezone

from core.imports import applying, batches
from reports.demo.places import POINTS, TOWNS, UNITS

# In this order: units belong to no town, points to both.
LISTS = (("areas", TOWNS), ("units", UNITS), ("points", POINTS))


def load() -> None:
    """Import towns, units and the good rows of the office's point list."""
    for importer, path in LISTS:
        _import(importer, path)


def _import(importer: str, path: Path) -> None:
    now = timezone.now()
    with path.open("rb") as file:
        batch = batches.upload(importer, File(file), name=path.name, by=None, at=now)
    batches.read(batch)
    applying.apply(batch, by=None, at=now, only_good=True)
