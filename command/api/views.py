"""Areas and departments: reference data, read by everybody with an account."""

from drf_spectacular.utils import extend_schema

from command.api.filters import AreaFilter, DepartmentFilter
from command.api.serializers import AreaRow, DepartmentRow
from command.models import Area, Department
from core.api.filters import FilterBackend
from core.api.views import RowDetail, RowList


@extend_schema(tags=["areas"])
class Areas(RowList):
    """The division tree: city, towns, villages, grids."""

    model = Area
    serializer_class = AreaRow
    filter_backends = (FilterBackend,)
    filterset_class = AreaFilter
    orderings = {"code": ("code",)}


@extend_schema(tags=["areas"])
class AreaOne(RowDetail):
    """One area by its division code."""

    model = Area
    serializer_class = AreaRow
    lookup_field = "code"


@extend_schema(tags=["departments"])
class Departments(RowList):
    """Headquarters, office, work departments, supervision groups, responsible units, towns."""

    model = Department
    serializer_class = DepartmentRow
    filter_backends = (FilterBackend,)
    filterset_class = DepartmentFilter


@extend_schema(tags=["departments"])
class DepartmentOne(RowDetail):
    """One department."""

    model = Department
    serializer_class = DepartmentRow
    lookup_field = "id"
