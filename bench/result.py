"""One line of the bench's table: what the portal needs, what the work costs at least, and the bar between."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One measurement. ``ours`` and ``floor`` come from the same run, in the same ``unit``.

    ``ratio`` is what the bar judges: usually ``ours / floor``. ``bar`` is the largest ratio allowed,
    or None where the figure is only reported. ``note`` says what was measured, and why a bar is missed.
    """

    name: str
    ours: float
    floor: float
    ratio: float
    bar: float | None
    unit: str
    note: str = ""

    @classmethod
    def of(cls, name: str, *, ours: float, floor: float, bar: float | None, unit: str, note: str = "") -> "Result":
        """Return a result whose ratio is ``ours / floor``."""
        return cls(name, ours, floor, ours / floor, bar, unit, note)

    @property
    def holds(self) -> bool:
        """Answer whether the bar is kept; a figure without a bar always is."""
        return self.bar is None or self.ratio <= self.bar

    def as_dict(self) -> dict[str, object]:
        """Return what is written to ``bench/results``."""
        return {**asdict(self), "holds": self.holds}
