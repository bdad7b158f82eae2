"""Filters of lists, the same on the page, in the export and in bulk work."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from command.models import Area, Department
from core.selects import PlainSelect
from inspections.choices import Source, TicketState
from inspections.domain import rung_notices, search
from inspections.models import Category, Point, PointType, Ticket


class AreaFilter(django_filters.ModelChoiceFilter):
    """An area and everything below it."""

    def filter(self, qs: QuerySet, value: Area | None) -> QuerySet:
        if value is None:
            return qs
        return qs.filter(area__in=list(Area.objects.under(value.code).values_list("pk", flat=True)))


def towns(request: Any) -> QuerySet:
    return Area.objects.towns()


def departments(request: Any) -> QuerySet:
    return Department.objects.handling()


def categories(request: Any) -> QuerySet:
    return Category.objects.current()


class TicketFilter(django_filters.FilterSet):
    """What the queue, its export and the work lists can be narrowed by."""

    q = django_filters.CharFilter(method="by_text", label=_("Number or point"))
    state = django_filters.ChoiceFilter(choices=TicketState.choices, label=_("state"), widget=PlainSelect)
    department = django_filters.ModelChoiceFilter(queryset=departments, label=_("responsible unit"), widget=PlainSelect)
    area = AreaFilter(queryset=towns, label=_("area"), widget=PlainSelect)
    category = django_filters.ModelChoiceFilter(queryset=categories, label=_("category"), widget=PlainSelect)
    source = django_filters.ChoiceFilter(choices=Source.choices, label=_("source"), widget=PlainSelect)
    since = django_filters.DateFilter(
        "reported_at", "date__gte", label=_("reported from"), widget=forms.DateInput(attrs={"type": "date"})
    )
    until = django_filters.DateFilter(
        "reported_at", "date__lte", label=_("reported until"), widget=forms.DateInput(attrs={"type": "date"})
    )
    overdue = django_filters.BooleanFilter(method="only_overdue", label=_("overdue"), widget=forms.CheckboxInput)
    relapse = django_filters.BooleanFilter(method="only_relapse", label=_("relapse"), widget=forms.CheckboxInput)
    rework = django_filters.BooleanFilter(method="only_rework", label=_("rework"), widget=forms.CheckboxInput)
    # What a notice of the ladder counted: its link carries this, nobody types it.
    fired = django_filters.CharFilter(method="only_fired_together", widget=forms.HiddenInput)

    class Meta:
        model = Ticket
        fields: list[str] = []

    def by_text(self, qs: QuerySet, name: str, value: str) -> QuerySet:
        return search.tickets(qs, value)

    def only_fired_together(self, qs: QuerySet, name: str, value: str) -> QuerySet:
        return rung_notices.fired_together(qs, value)

    def only_overdue(self, qs: QuerySet, name: str, value: bool) -> QuerySet:
        return qs.overdue(at=timezone.now()) if value else qs

    def only_relapse(self, qs: QuerySet, name: str, value: bool) -> QuerySet:
        return qs.filter(relapse_of__isnull=False) if value else qs

    def only_rework(self, qs: QuerySet, name: str, value: bool) -> QuerySet:
        return qs.filter(rework_count__gt=0) if value else qs


class PointFilter(django_filters.FilterSet):
    """What the list of points can be narrowed by."""

    q = django_filters.CharFilter(method="by_text", label=_("Code, name or pinyin initials"))
    type = django_filters.ModelChoiceFilter(queryset=PointType.objects.all(), label=_("type"), widget=PlainSelect)
    area = AreaFilter(queryset=towns, label=_("area"), widget=PlainSelect)
    department = django_filters.ModelChoiceFilter(queryset=departments, label=_("responsible unit"), widget=PlainSelect)

    class Meta:
        model = Point
        fields: list[str] = []

    def by_text(self, qs: QuerySet, name: str, value: str) -> QuerySet:
        return search.points(qs, value)
