"""What the lists of volunteering can be narrowed by. ``area`` is a division code, with everything below it."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from command.models import Department
from volunteers.choices import Category
from volunteers.models import Activity, Attendance, Membership, Team, Turnout, Volunteer


def departments(request: Any) -> QuerySet:
    return Department.objects.all()


class PlacedFilter(django_filters.FilterSet):
    """By unit and area."""

    department = django_filters.ModelChoiceFilter(queryset=departments, label=_("unit"))
    area = django_filters.CharFilter("area__code", "startswith", label=_("division code"))


class TeamFilter(PlacedFilter):
    """By kind, name, unit and area; in force today, or all."""

    kind = django_filters.CharFilter("kind__key", label=_("kind"))
    name = django_filters.CharFilter(lookup_expr="contains", label=_("name"))
    active = django_filters.BooleanFilter(method="only_active", label=_("in force"))

    class Meta:
        model = Team
        fields: list[str] = []

    def only_active(self, qs: Any, name: str, value: bool) -> QuerySet:
        return qs.active(timezone.localdate()) if value else qs


class VolunteerFilter(PlacedFilter):
    """By group, team, unit and area; with or without the own consent."""

    category = django_filters.ChoiceFilter(choices=Category.choices, label=_("participant group"))
    team = django_filters.CharFilter(method="of_team", label=_("team code"))
    confirmed = django_filters.BooleanFilter("consented_at", "isnull", exclude=True, label=_("consented"))

    class Meta:
        model = Volunteer
        fields: list[str] = []

    def of_team(self, qs: Any, name: str, value: str) -> QuerySet:
        """Narrow to the present members of a team in the caller's scope."""
        members = Membership.objects.visible_to(self.request.user).current().filter(team__code=value)
        return qs.filter(pk__in=members.values("volunteer_id"))


class ActivityFilter(PlacedFilter):
    """By kind, team, unit, area and time; held, or cancelled ones too."""

    kind = django_filters.CharFilter("kind__key", label=_("kind"))
    team = django_filters.CharFilter("team__code", label=_("team code"))
    since = django_filters.DateFilter("starts_at", "date__gte", label=_("from"))
    until = django_filters.DateFilter("starts_at", "date__lte", label=_("until"))
    held = django_filters.BooleanFilter("cancelled_at", "isnull", label=_("not cancelled"))

    class Meta:
        model = Activity
        fields: list[str] = []


class TakingPartFilter(django_filters.FilterSet):
    """By group, activity, team and days of the activity."""

    category = django_filters.ChoiceFilter(choices=Category.choices, label=_("participant group"))
    activity = django_filters.CharFilter("activity__code", label=_("activity number"))
    team = django_filters.CharFilter("activity__team__code", label=_("team code"))
    since = django_filters.DateFilter("activity__starts_at", "date__gte", label=_("from"))
    until = django_filters.DateFilter("activity__starts_at", "date__lte", label=_("until"))


class TurnoutFilter(TakingPartFilter):
    class Meta:
        model = Turnout
        fields: list[str] = []


class ServiceFilter(TakingPartFilter):
    """By volunteer besides."""

    volunteer = django_filters.CharFilter("volunteer__number", label=_("volunteer number"))

    class Meta:
        model = Attendance
        fields: list[str] = []
