"""Over what a figure is counted."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from core.periods import Period

# Before any campaign: what is counted "from the beginning" is counted from here.
BEGINNING = date(2000, 1, 1)
NO_POINT = "none"


@dataclass(frozen=True)
class Scope:
    """A period, and what narrows it: an area with everything below it (division code), a unit, a category (keys).

    ``own`` leaves of the area what lies in none of its parts; ``point`` is a point's code, or ``NO_POINT`` for what
    lies at none. ``at`` is the time of the data: what stands at a moment is counted then.
    """

    period: Period
    at: datetime
    department: int | None = None
    area: str = ""
    category: int | None = None
    own: bool = False
    point: str = ""

    @classmethod
    def until(cls, at: datetime) -> "Scope":
        """Return the scope of everything so far."""
        return cls(Period(BEGINNING, timezone.localdate(at)), at)

    def at_point(self, code: str) -> "Scope":
        """The same at one point."""
        return replace(self, point=code)

    @property
    def previous(self) -> "Scope":
        """The same over the period of equal length just before (环比)."""
        return replace(self, period=self.period.previous)

    @property
    def year_before(self) -> "Scope":
        """The same over the same days a year earlier (同比)."""
        return replace(self, period=self.period.year_before)


class Everything:
    """Reads as somebody who sees every record: for figures that nobody in particular asks for."""

    pk = None
    is_superuser = True

    def has_perm(self, permission: str) -> bool:
        return True

    def has_role(self, *roles: str) -> bool:
        return True

    def __str__(self) -> str:
        return ""


EVERYTHING = Everything()
