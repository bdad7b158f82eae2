"""The figures of the headquarters and of the city: bodies in force, and the division tree."""

from functools import partial
from typing import Any

from django.db.models import F, Max, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from command.choices import AreaRank, DepartmentKind
from command.models import Area, Department
from core.domain.figures import Figure, Scope

_stock = partial(Figure, unit=pgettext_lazy("measure word", "bodies"), is_flow=False)
IN_FORCE = _("Set up and not abolished on the last day of the period.")


def _departments(kind: str, scope: Scope, user: Any) -> QuerySet[Department]:
    return Department.objects.filter(kind=kind).active(scope.period.last).order_by("name")


def _groups_before(scope: Scope, user: Any) -> QuerySet[Department]:
    """Return the groups that were in force when the last new ones began."""
    groups = Department.objects.filter(kind=DepartmentKind.SUPERVISION_GROUP)
    begun = groups.filter(active_from__lte=scope.period.last).order_by().values("kind")
    expanded = Subquery(begun.annotate(day=Max("active_from")).values("day"))
    older = groups.annotate(expanded=expanded).filter(
        Q(expanded__isnull=False), Q(active_from=None) | Q(active_from__lt=F("expanded"))
    )
    return older.filter(Q(active_to=None) | Q(active_to__gte=F("expanded"))).order_by("name")


def _areas(of: Q, scope: Scope, user: Any) -> QuerySet[Area]:
    below = Area.objects.under(scope.area) if scope.area else Area.objects.all()
    in_force = Q(active_from=None) | Q(active_from__lte=scope.period.last)
    return below.filter(of, in_force).active(scope.period.last).order_by("code")


_area = partial(_stock, definition=IN_FORCE, unit=pgettext_lazy("measure word", "areas"), narrows=("area",))
_body = partial(_stock, definition=IN_FORCE)

FIGURES = (
    _body("hq.departments", _("Work departments"), find=partial(_departments, DepartmentKind.WORK_DEPARTMENT)),
    _body("hq.office", _("Campaign offices"), find=partial(_departments, DepartmentKind.OFFICE)),
    _body("supervision.groups", _("Supervision groups"), find=partial(_departments, DepartmentKind.SUPERVISION_GROUP)),
    _stock(
        "supervision.groups_before",
        _("Supervision groups before the expansion"),
        _("In force before the day on which the newest groups began."),
        find=_groups_before,
    ),
    _area("city.urban_offices", _("Subdistricts"), find=partial(_areas, Q(level__key="subdistrict"))),
    _area(
        "city.townships",
        _("Towns and townships"),
        find=partial(_areas, Q(level__rank=AreaRank.TOWN) & ~Q(level__key="subdistrict")),
    ),
    _area("city.villages", _("Villages and communities"), find=partial(_areas, Q(level__rank=AreaRank.VILLAGE))),
)
