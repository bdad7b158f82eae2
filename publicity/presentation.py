"""What the pages of publicity count, as figures with unit and definition."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.periods import Period
from core.tiles import Tile
from publicity.choices import ItemKind
from publicity.domain import queries


def tiles(period: Period) -> list[Tile]:
    """Return the figures of the whole city's publicity in a period."""
    counted = queries.counts(period=period)
    out = _("Published in the last 30 days, reprints left out.")
    return [
        Tile(_("Articles"), counted.items[ItemKind.ARTICLE], pgettext_lazy("measure word", "articles"), out),
        Tile(
            _("Public-service advertisements"),
            counted.items[ItemKind.ADVERTISEMENT],
            pgettext_lazy("measure word", "advertisements"),
            out,
        ),
        Tile(
            _("Broadcasts"),
            counted.broadcast_times,
            pgettext_lazy("measure word", "times"),
            _("How often items were broadcast in the last 30 days."),
        ),
        Tile(
            _("Readings"),
            counted.reads,
            pgettext_lazy("measure word", "readings"),
            _("The last snapshot of each item so far, reprints included."),
        ),
        Tile(
            _("Self-media and public accounts"),
            counted.mobilised,
            pgettext_lazy("measure word", "channels"),
            _("In use today."),
        ),
    ]
