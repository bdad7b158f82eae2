"""Photos that wait with a form: removed when their form was never sent again."""

from datetime import datetime

from django.db import transaction

from inspections.models import PendingPhoto


def forget(*, at: datetime) -> int:
    """Remove what has waited for longer than ``KEPT_FOR``, rows and files, and return how many."""
    rows = list(PendingPhoto.objects.forgotten(at=at))
    with transaction.atomic():
        PendingPhoto.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        row.file.delete(save=False)
    return len(rows)
