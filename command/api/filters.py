"""What areas and departments can be narrowed by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from command.choices import AreaRank, DepartmentKind
from command.models import Area, Department


class ActiveFilter(django_filters.FilterSet):
    """Records in force today, or all."""

    active = django_filters.BooleanFilter(method="only_active", label=_("in force"))

    def only_active(self, qs: Any, name: str, value: bool) -> QuerySet:
        return qs.active(timezone.localdate()) if value else qs


class AreaFilter(ActiveFilter):
    """By name, step of the tree, or what they lie under."""

    name = django_filters.CharFilter(lookup_expr="contains", label=_("name"))
    rank = django_filters.ChoiceFilter(field_name="level__rank", choices=AreaRank.choices, label=_("step of the tree"))
    under = django_filters.CharFilter(field_name="code", lookup_expr="startswith", label=_("division code"))

    class Meta:
        model = Area
        fields: list[str] = []


class DepartmentFilter(ActiveFilter):
    """By name or kind."""

    name = django_filters.CharFilter(lookup_expr="contains", label=_("name"))
    kind = django_filters.ChoiceFilter(choices=DepartmentKind.choices, label=_("kind"))

    class Meta:
        model = Department
        fields: list[str] = []
