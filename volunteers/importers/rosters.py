"""The list of unit rosters: how many staff each unit has, on which day."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from command.domain import naming
from core.imports.chunks import Chunk, Rule
from core.imports.cleaners import Choice, Lookup, Lookups, Number
from core.imports.contacts import Day
from core.imports.declaration import Column
from core.imports.model_import import ModelImport
from core.models import ImportBatch
from volunteers.models import UnitRoster

MOST_STAFF = 100_000


class RosterImport(ModelImport):
    """Unit rosters by unit and day. An earlier day's count stays: past rates do not change."""

    key = "rosters"
    verbose_name = gettext_lazy("unit rosters")
    model = UnitRoster
    key_fields = ("department", "counted_on")
    columns = (
        Column(
            "department",
            "单位",
            Choice("units"),
            required=True,
            aliases=("单位名称", "机关单位"),
            help=gettext_lazy("The unit's name or one of its nicknames."),
            example="团市委",
        ),
        Column("counted_on", "统计日期", Day(), required=True, aliases=("日期", "截止日期"), example="2026-11-01"),
        Column(
            "headcount",
            "在编在岗人数",
            Number(least=1, most=MOST_STAFF, whole=True),
            required=True,
            aliases=("人数", "在岗人数", "机关人数", "职工人数"),
            example="46",
        ),
    )

    def lookups(self) -> Lookups:
        return {"units": Lookup(naming.unit_names(), naming.unit_nicknames())}

    def rules(self, batch: ImportBatch) -> tuple[Rule, ...]:
        return (NotAhead(timezone.localdate(batch.created_at)),)


class NotAhead:
    """Refuse a count of a day that is still to come."""

    def __init__(self, today: date) -> None:
        self.today = today.isoformat()

    def __call__(self, chunk: Chunk) -> None:
        for position in chunk.good():
            day = chunk.values["counted_on"][position]
            if day > self.today:
                chunk.refuse(position, "统计日期", _("is still to come"), day)
