"""A rule for the days from which and until which a record holds."""

from django.utils.translation import gettext as _

from core.imports.chunks import Chunk
from core.imports.declaration import ListImport


class EndsAfterStart:
    """Refuse a row whose last day (``valid_to``) is before its first (``valid_from``)."""

    def __init__(self, importer: ListImport) -> None:
        self.header = importer.header_of("valid_to")

    def __call__(self, chunk: Chunk) -> None:
        blank = [None] * len(chunk)
        days = zip(chunk.values.get("valid_from", blank), chunk.values.get("valid_to", blank), strict=True)
        for position, (first, last) in enumerate(days):
            if first and last and last < first:
                chunk.refuse(position, self.header, _("is before the first day"), last)
