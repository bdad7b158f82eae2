"""Teams, volunteers, activities, turnout and records of service in the caller's scope."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema

from core.api.filters import FilterBackend
from core.api.views import RowDetail, RowList
from volunteers.api.filters import ActivityFilter, ServiceFilter, TeamFilter, TurnoutFilter, VolunteerFilter
from volunteers.api.serializers import ActivityRow, ServiceRow, TeamRow, TurnoutRow, VolunteerRow
from volunteers.models import Activity, Attendance, Team, Turnout, Volunteer

BY_TIME = {"-starts_at": ("-starts_at", "-id"), "starts_at": ("starts_at", "id")}


@extend_schema(tags=["volunteering"])
class Teams(RowList):
    """The volunteer teams in your scope."""

    model = Team
    serializer_class = TeamRow
    filter_backends = (FilterBackend,)
    filterset_class = TeamFilter
    orderings = {"code": ("code",)}


@extend_schema(tags=["volunteering"])
class TeamOne(RowDetail):
    """One team by its code."""

    model = Team
    serializer_class = TeamRow
    lookup_field = "code"


@extend_schema(tags=["volunteering"])
class Volunteers(RowList):
    """The volunteers in your scope who have not withdrawn, masked."""

    model = Volunteer
    serializer_class = VolunteerRow
    filter_backends = (FilterBackend,)
    filterset_class = VolunteerFilter
    orderings = {"number": ("number",)}

    def rows(self) -> QuerySet:
        return Volunteer.objects.visible_to(self.request.user).present()


@extend_schema(tags=["volunteering"])
class Activities(RowList):
    """The activities in your scope, the latest first."""

    model = Activity
    serializer_class = ActivityRow
    filter_backends = (FilterBackend,)
    filterset_class = ActivityFilter
    orderings = BY_TIME


@extend_schema(tags=["volunteering"])
class ActivityOne(RowDetail):
    """One activity by its number."""

    model = Activity
    serializer_class = ActivityRow
    lookup_field = "code"


@extend_schema(tags=["volunteering"])
class Turnouts(RowList):
    """The head-counts (人次) of the activities in your scope. Never add them to numbers of people."""

    model = Turnout
    serializer_class = TurnoutRow
    filter_backends = (FilterBackend,)
    filterset_class = TurnoutFilter


@extend_schema(tags=["volunteering"])
class ServiceRecords(RowList):
    """The records of service of the activities in your scope that were held, masked: who served how many minutes."""

    model = Attendance
    serializer_class = ServiceRow
    filter_backends = (FilterBackend,)
    filterset_class = ServiceFilter

    def rows(self) -> QuerySet:
        return Attendance.objects.visible_to(self.request.user).held()
