"""A figure as pages show it."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Tile:
    """A number with name, unit and definition (口径): the context of ``components/figure.html``."""

    label: str | Promise
    value: int
    unit: str | Promise
    definition: str | Promise
    tone: str = ""
