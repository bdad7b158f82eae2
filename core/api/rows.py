"""Rows of the API, read without making models of them: a page of fifty costs little more than its query.

A :class:`RowSerializer` declares what a row has, and the schema shows it; ``paths()`` is what ``.values()`` reads.
"""

from collections.abc import Callable
from functools import cache
from operator import itemgetter
from typing import Any, ClassVar

from rest_framework import serializers

Row = dict[str, Any]


class RowSerializer(serializers.Serializer):
    """A flat or nested read-only view of ``.values()`` rows.

    A field's ``source`` is the path of the query (``point.code``); a nested RowSerializer is read below its own
    ``source`` and is null where its first field is. Times are in UTC.
    """

    # Fields that the view adds to the row itself.
    added: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("read_only", True)
        super().__init__(*args, **kwargs)

    @classmethod
    def paths(cls) -> list[str]:
        """Return the paths that ``QuerySet.values()`` has to read."""
        return list(_paths(cls, ""))

    def to_representation(self, row: Row) -> Row:
        return {name: read(row) for name, read in readers(type(self), "")}


class MaskedField(serializers.CharField):
    """Personal data, told as ``mask`` leaves it (``core.personal``)."""

    def __init__(self, *, mask: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.mask = mask


class CodedName(RowSerializer):
    """A record named by its code."""

    code = serializers.CharField()
    name = serializers.CharField()


class NumberedName(RowSerializer):
    """A record named by its number in the portal."""

    id = serializers.IntegerField()
    name = serializers.CharField()


def _declared(kind: type[RowSerializer], prefix: str) -> Any:
    for name, field in kind._declared_fields.items():
        yield name, field, f"{prefix}{(field.source or name).replace('.', '__')}"


def _paths(kind: type[RowSerializer], prefix: str) -> Any:
    for name, field, path in _declared(kind, prefix):
        if isinstance(field, RowSerializer):
            yield from _paths(type(field), f"{path}__")
        elif name not in kind.added:
            yield path


@cache
def readers(kind: type[RowSerializer], prefix: str) -> list[tuple[str, Callable[[Row], Any]]]:
    """Return, for each field, the function that reads it from a row."""
    return [(name, _reader(field, path)) for name, field, path in _declared(kind, prefix)]


def _reader(field: serializers.Field, path: str) -> Callable[[Row], Any]:
    if isinstance(field, RowSerializer):
        return _nested(type(field), f"{path}__")
    read = itemgetter(path)
    return (lambda row: field.mask(read(row))) if isinstance(field, MaskedField) else read


def _nested(kind: type[RowSerializer], prefix: str) -> Callable[[Row], Any]:
    parts = readers(kind, prefix)
    first = parts[0][1]
    return lambda row: None if first(row) is None else {name: read(row) for name, read in parts}
