"""What a checked row would do: create, change (field by field), nothing, or refused."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from core.choices import Verdict
from core.imports.chunks import Chunk
from core.imports.declaration import Current, ListImport

CREATE, UPDATE, SAME, REFUSED = (str(v) for v in (Verdict.CREATE, Verdict.UPDATE, Verdict.SAME, Verdict.REFUSED))


class Judged(NamedTuple):
    """A row as it is stored (:class:`core.models.ImportRow` tells the meaning)."""

    number: int
    serial: str
    key: str
    verdict: str
    data: dict[str, Any]
    before: dict[str, Any] | None = None
    refusals: list[dict[str, str]] | None = None
    tidied: list[dict[str, str]] | None = None
    object_id: int | None = None


def judge(importer: ListImport, chunk: Chunk) -> list[Judged]:
    """Return the rows of a checked chunk with their verdicts: one look at what the portal holds now."""
    held = importer.current([chunk.keys[position] for position in chunk.good()])
    fields = list(chunk.values)
    rows = zip(chunk.numbers, chunk.serials, chunk.keys, *chunk.values.values(), strict=True)
    refused, tidied = chunk.refused.get, chunk.tidied.get
    judged = []
    for position, (number, serial, key, *values) in enumerate(rows):
        data = {name: value for name, value in zip(fields, values, strict=True) if value is not None}
        wrong = refused(position)
        if wrong:
            judged.append(Judged(number, serial, key, REFUSED, data, None, wrong, tidied(position)))
        else:
            verdict, before, object_id = weigh(importer, data, held.get(key))
            judged.append(Judged(number, serial, key, verdict, data, before, None, tidied(position), object_id))
    return judged


def weigh(
    importer: ListImport, data: Mapping[str, Any], current: Current | None
) -> tuple[str, dict[str, Any] | None, int | None]:
    """Return verdict, replaced values and record of one row. A field that the row leaves blank stays."""
    if current is None:
        return CREATE, None, None
    old, same = current.values, importer.is_same
    before = {
        name: old[name] for name, value in data.items() if value != old[name] and not same(name, value, old[name])
    }
    if not before:
        return SAME, None, current.id
    return UPDATE, before | {name: old[name] for name in importer.kept}, current.id
