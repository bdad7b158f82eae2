"""ID numbers in a list: checked, sealed, and never kept in plain among the rows of the import."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.imports.chunks import Chunk
from core.imports.cleaners import Cell, Cleaner, Fast, Lookups, Slow
from core.imports.textual import as_text
from core.personal import mask_identity
from core.sealed import fingerprints, unseal
from volunteers.domain import identity, people
from volunteers.domain.identity import Identity
from volunteers.models import Volunteer

HEADER = "身份证号码"
LONGEST = 40


@dataclass(frozen=True)
class IdentityNumber(Cleaner):
    """Tidies only: what :class:`Identities` finds wrong is kept masked, what a cleaner refuses would not be."""

    def bind(self, lookups: Lookups) -> tuple[Fast, Slow]:
        match = re.compile(r"[0-9]{17}[0-9X]").fullmatch

        def fast(cell: Cell) -> object:
            return cell if cell.__class__ is str and match(cell) else None  # type: ignore[arg-type]

        return fast, self._slow

    def _slow(self, cell: Cell) -> object:
        return identity.tidied(as_text(cell))[:LONGEST] or None

    def shown(self, value: object, lookups: Lookups) -> str:
        return mask_identity(unseal(str(value or "")))


class Identities:
    """Puts seals and fingerprints in the place of ID numbers; fills in year of birth and sex.

    Refuses what is no number, what contradicts the row, children, and a number that somebody else has.
    """

    def __init__(self, at: datetime) -> None:
        self.today = localdate(at)
        self.seen: dict[str, str] = {}

    def __call__(self, chunk: Chunk) -> None:
        if "id_sealed" not in chunk.values:
            return
        texts = chunk.values["id_sealed"]
        blank = [None] * len(chunk)
        chunk.values.update(id_sealed=[*blank], id_hash=[*blank])
        for name in ("birth_year", "sex"):
            chunk.values.setdefault(name, [*blank])
        found = [(position, person, fingerprints(person.number)) for position, person in self._read(chunk, texts)]
        held = self._held(each for *_person, hashes in found for each in hashes)
        for position, person, hashes in found:
            if self._is_own(chunk, position, person, hashes, held):
                for name, value in people.identified(person, id_hash=hashes[0]).items():
                    chunk.values[name][position] = value

    def _read(self, chunk: Chunk, texts: list[Any]) -> Iterator[tuple[int, Identity]]:
        for position, text in enumerate(texts):
            if text:
                try:
                    yield position, self._checked(chunk, position, text)
                except DomainError as error:
                    chunk.refuse(position, HEADER, str(error).rstrip("。."), mask_identity(text))

    def _checked(self, chunk: Chunk, position: int, text: str) -> Identity:
        person = people.check_identity(text, on=self.today)
        year, sex = (chunk.values[name][position] for name in ("birth_year", "sex"))
        people.check_match(person, birth_year=year and int(year), sex=sex or "")
        return person

    @staticmethod
    def _held(wanted: Iterable[str]) -> dict[str, str]:
        """Return under which volunteer number each fingerprint is registered, in one query."""
        rows = Volunteer.objects.filter(id_hash__in=list(wanted)).order_by()
        return {str(fingerprint): number for fingerprint, number in rows.values_list("id_hash", "number")}

    def _is_own(
        self, chunk: Chunk, position: int, person: Identity, hashes: list[str], held: Mapping[str, str]
    ) -> bool:
        """Answer whether the ID number is this row's own, and refuse the row where somebody else has it."""
        number = chunk.values["number"][position]
        owner = next((held[each] for each in hashes if each in held), None)
        owner = owner or self.seen.setdefault(hashes[0], number)
        if number and owner != number:
            reason = _("is already that of %(key)s") % {"key": owner}
            chunk.refuse(position, HEADER, reason, mask_identity(person.number))
            return False
        return True
