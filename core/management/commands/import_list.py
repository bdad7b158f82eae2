"""Check a list, and with ``--apply`` take it over."""

import json
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.choices import Datum
from core.errors import DomainError
from core.imports import registry, reports
from core.imports.applying import apply
from core.imports.batches import read, upload


class Command(BaseCommand):
    help = "Check a list (points, areas, units …); with --apply take over its good rows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("list", help="kind of list: " + ", ".join(i.key for i in registry.every()))
        parser.add_argument("file", type=Path, help="xlsx, xls, ods or csv")
        parser.add_argument("--apply", action="store_true", help="take over the good rows")
        parser.add_argument("--all-or-nothing", action="store_true", help="with --apply: nothing if a row is refused")
        parser.add_argument("--datum", choices=Datum.values, default=Datum.WGS84, help="datum of the coordinates")
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            batch = self._read(options)
            if options["apply"]:
                batch = apply(batch, by=None, at=timezone.now(), only_good=not options["all_or_nothing"])
        except DomainError as error:
            raise CommandError(str(error)) from error
        report = reports.report(batch)
        text = json.dumps(report, ensure_ascii=False) if options["json"] else reports.in_words(batch, report)
        self.stdout.write(text)

    @staticmethod
    def _read(options: dict[str, Any]) -> Any:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"{path}: no such file")
        with path.open("rb") as file:
            batch = upload(
                options["list"], File(file), name=path.name, by=None, at=timezone.now(), datum=options["datum"]
            )
        return read(batch)
