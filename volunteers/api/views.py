"""Teams, volunteers, activities and turnout in the caller's scope."""

from django.db.models import Case, CharField, QuerySet, Value, When
from django.db.models.functions import Concat, Left, Length, Repeat, Right
from drf_spectacular.utils import extend_schema

from core.api.filters import FilterBackend
from core.api.views import RowDetail, RowList
from core.personal import SHOWN_BACK, SHOWN_FRONT
from volunteers.api.filters import ActivityFilter, TeamFilter, TurnoutFilter, VolunteerFilter
from volunteers.api.serializers import ActivityRow, TeamRow, TurnoutRow, VolunteerRow
from volunteers.models import Activity, Team, Turnout, Volunteer

# As core.personal masks them; done by the database, so that nothing whole is read.
NAME = Concat(Left("name", 1), Repeat(Value("*"), Length("name") - 1))
PHONE = Case(
    When(phone="", then=Value("")),
    default=Concat(Left("phone", SHOWN_FRONT), Value("****"), Right("phone", SHOWN_BACK)),
    output_field=CharField(),
)
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
        people = Volunteer.objects.visible_to(self.request.user).present()
        return people.annotate(shown_name=NAME, shown_phone=PHONE)


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
