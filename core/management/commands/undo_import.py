"""Undo an applied list."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from core.choices import BatchState
from core.errors import DomainError
from core.imports.undoing import undo
from core.models import ImportBatch


class Command(BaseCommand):
    help = "Undo an applied list: created records go, changed ones get their values back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("batch", type=int, help="number of the import")
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        batch = ImportBatch.objects.filter(pk=options["batch"]).first()
        if batch is None:
            raise CommandError(_("There is no import %(batch)s.") % {"batch": options["batch"]})
        if batch.state == BatchState.UNDONE:
            raise CommandError(_("Import %(batch)s is already undone.") % {"batch": batch.pk})
        try:
            batch = undo(batch, by=None, at=timezone.now())
        except DomainError as error:
            raise CommandError(str(error)) from error
        done = {"batch": batch.pk, "removed": batch.counts["create"], "restored": batch.counts["update"]}
        words = _("Import %(batch)s is undone: %(removed)s records removed, %(restored)s restored.") % done
        self.stdout.write(json.dumps(done) if options["json"] else words)
