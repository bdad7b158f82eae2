"""What a bench module is given: an empty, migrated database of its own, a folder, and the size to work at."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Context:
    """``run(context)`` of a bench module gets one of these, with Django set up on a private PostgreSQL and Redis.

    The process belongs to the module alone, so peak memory can be read from it.
    """

    folder: Path
    quick: bool

    def size(self, full: int) -> int:
        """Return the number of rows to work with: ``full``, or a twentieth of it in a quick run."""
        return max(full // 20, 1) if self.quick else full
