"""Document numbers without gaps."""

from django.db import transaction
from django.db.models import F, QuerySet

from core.models import Sequence


def next_number(series: str) -> int:
    """Return the next number of ``series``, starting at 1; see :func:`next_numbers`."""
    return next_numbers(series, 1)[0]


def next_code(prefix: str, series: str, *, taken: QuerySet) -> str:
    """Return the next code of ``series`` such as GJ2026-00001 that none of ``taken`` has: an imported list may use it.

    ``prefix`` is what stands before the number. See :func:`next_numbers` for the transaction.
    """
    while True:
        code = f"{prefix}-{next_number(series):05d}"
        if not taken.filter(code=code).exists():
            return code


def next_numbers(series: str, count: int) -> range:
    """Return the next ``count`` numbers of ``series``.

    Must be called inside the transaction that writes what is numbered: a rollback then gives the
    numbers back, and nobody else takes one of the series before the transaction ends, so that the
    series has no gap. Outside a transaction it raises ``TransactionManagementError``.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A number is given inside the transaction that uses it.")
    if not _advance(series, count):
        Sequence.objects.bulk_create([Sequence(series=series)], ignore_conflicts=True)
        _advance(series, count)
    last = Sequence.objects.values_list("value", flat=True).get(series=series)
    return range(last - count + 1, last + 1)


def _advance(series: str, count: int) -> int:
    return Sequence.objects.filter(series=series).update(value=F("value") + count)
