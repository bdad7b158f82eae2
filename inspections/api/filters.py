"""Filters of the API: those of the pages, with areas by their codes."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from command.models import Area
from inspections import filters
from inspections.choices import Verb
from inspections.models import TicketEvent


def areas(request: Any) -> QuerySet:
    return Area.objects.all()


class TicketFilter(filters.TicketFilter):
    """What the queue can be narrowed by; ``area`` is a division code, with everything below it."""

    area = filters.AreaFilter(queryset=areas, to_field_name="code", label=_("area"))


class PointFilter(filters.PointFilter):
    """What the list of points can be narrowed by; ``area`` is a division code, with everything below it."""

    area = filters.AreaFilter(queryset=areas, to_field_name="code", label=_("area"))


class EventFilter(django_filters.FilterSet):
    """Events behind one that is known, or of one verb."""

    after = django_filters.NumberFilter("id", "gt", label=_("after the event of this number"))
    verb = django_filters.ChoiceFilter(choices=Verb.choices, label=_("what happened"))

    class Meta:
        model = TicketEvent
        fields: list[str] = []
