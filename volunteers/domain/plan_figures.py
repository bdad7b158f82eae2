"""The figures of the plan of turnout: targets of months, what these months brought, and the rate."""

from functools import partial
from typing import Any

from django.db.models import DateField, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.domain.figures import Scope
from volunteers.domain.figures import HEAD_COUNTS, TURNS, of_volunteering, turned_out
from volunteers.models import TurnoutPlan

_plan = partial(of_volunteering, permission="volunteers.view_turnoutplan")


def _plans(scope: Scope, user: Any) -> QuerySet[TurnoutPlan]:
    """Return the targets of the months that begin in the period, of the unit, of the area, or of the city itself.

    Each says what its month ``brought`` up to the end of the period.
    """
    month = TruncMonth("starts_at", output_field=DateField(), tzinfo=timezone.get_default_timezone())
    here = turned_out((), scope, user).order_by().annotate(month=month).filter(month=OuterRef("month"))
    total = here.values("month").annotate(total=Sum("turns")).values("total")
    brought = Coalesce(Subquery(total, output_field=IntegerField()), 0)
    plans = TurnoutPlan.objects.visible_to(user).within(scope.period)
    return plans.held_by(department=scope.department, area=scope.area).annotate(brought=brought).order_by("month")


PLAN_FIGURES = (
    _plan(
        "volunteers.turnout_plan",
        _("Turnout planned"),
        _("Targets of the months that begin in the period: the city's own, or those of the area or unit."),
        TURNS,
        _plans,
        share="turns",
        share_name=_("target (turns)"),
    ),
    _plan(
        "volunteers.planned_turnout",
        _("Turnout in months with a plan"),
        HEAD_COUNTS,
        TURNS,
        _plans,
        share="brought",
        share_name=_("Turnout"),
    ),
    _plan(
        "volunteers.plan_rate",
        _("Turnout against the plan"),
        _("Turnout in months with a plan ÷ their targets. Months without a target, or begun earlier, are left out."),
        part="volunteers.planned_turnout",
        of="volunteers.turnout_plan",
        more_is="good",
    ),
)
