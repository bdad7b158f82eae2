"""How departments and areas are listed behind a figure."""

from django.utils.translation import gettext_lazy as _

from command.choices import DepartmentKind
from command.models import Area, Department
from core.exports import Column
from core.listings import Listing

DEPARTMENTS = Listing(
    columns=(
        Column(_("Name"), lambda d: d.name, 40),
        Column(_("Kind"), lambda d: DepartmentKind(d.kind).label),
        Column(_("Belongs to"), lambda d: d.parent.name if d.parent else "", 30),
        Column(_("in force from"), lambda d: d.active_from),
        Column(_("in force until"), lambda d: d.active_to),
    ),
    related=("parent",),
)
AREAS = Listing(
    columns=(
        Column(_("Division code"), lambda a: a.code),
        Column(_("Name"), lambda a: a.name, 30),
        Column(_("Level"), lambda a: a.level.name),
        Column(_("Part of"), lambda a: a.parent.name if a.parent else "", 30),
    ),
    related=("level", "parent"),
)

LISTINGS = {Department: DEPARTMENTS, Area: AREAS}
