"""Points in the caller's scope; types, categories and time limits, which are reference data."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema

from core.api.filters import FilterBackend
from core.api.views import RowDetail, RowList
from inspections.api.filters import PointFilter
from inspections.api.serializers import CategoryRow, LimitRow, PointRow, PointTypeRow
from inspections.models import Category, Point, PointType, TimeLimit


@extend_schema(tags=["points"])
class PointTypes(RowList):
    """Types of point."""

    model = PointType
    serializer_class = PointTypeRow


@extend_schema(tags=["points"])
class Points(RowList):
    """The points in your scope."""

    model = Point
    serializer_class = PointRow
    filter_backends = (FilterBackend,)
    filterset_class = PointFilter
    orderings = {"code": ("code",), "-changed_at": ("-changed_at", "-id")}


@extend_schema(tags=["points"])
class PointOne(RowDetail):
    """One point by its code."""

    model = Point
    serializer_class = PointRow
    lookup_field = "code"


@extend_schema(tags=["categories"])
class Categories(RowList):
    """The categories in use that a problem can be given."""

    model = Category
    serializer_class = CategoryRow

    def rows(self) -> QuerySet:
        return Category.objects.current()


@extend_schema(tags=["categories"])
class Limits(RowList):
    """The time limits in use. A dispatch names one that fits the ticket's category."""

    model = TimeLimit
    serializer_class = LimitRow

    def rows(self) -> QuerySet:
        return TimeLimit.objects.filter(set__is_current=True)
