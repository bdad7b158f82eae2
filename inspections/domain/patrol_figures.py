"""The figures of the supervision groups on the road (article, 强化组织领导, 三)."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from command.models import Area
from core.domain.figures import Figure, Scope
from inspections.models import Patrol, PointCheck
from inspections.models.patrols import sees_all_patrols


def _patrols(scope: Scope, user: Any) -> QuerySet[Patrol]:
    gone = Patrol.objects.visible_to(user).filter(date__gte=scope.period.first, date__lte=scope.period.last)
    return gone.order_by("-date", "-id")


def _checks(scope: Scope, user: Any) -> QuerySet[PointCheck]:
    """Return the checks of the period, newest first. Area and unit are those of the point."""
    since, before = scope.period.starts_at, scope.period.ends_at
    checks = PointCheck.objects.visible_to(user).filter(checked_at__gte=since, checked_at__lt=before)
    if scope.area:
        checks = checks.filter(point__area_id__in=Area.objects.under(scope.area).values("pk"))
    if scope.department:
        checks = checks.filter(point__department_id=scope.department)
    return checks.order_by("-checked_at", "-id")


_of_patrols = partial(Figure, find=_patrols, permission="inspections.view_patrol", sees_all=sees_all_patrols)

PATROL_FIGURES = (
    _of_patrols(
        "supervision.person_trips",
        _("Supervision: turns out"),
        _("The members who went, added up over the patrols of the period; who goes twice counts twice."),
        pgettext_lazy("measure word", "turns"),
        share="members",
        share_name=_("members who went"),
    ),
    _of_patrols(
        "supervision.kilometres",
        _("Supervision: distance"),
        _("The kilometres of the patrols of the period."),
        _("km"),
        share="kilometres",
        share_name=_("kilometres"),
    ),
    Figure(
        "supervision.point_checks",
        _("Supervision: points checked"),
        _("Points looked at in the period, on a patrol or by one person alone; a point looked at twice counts twice."),
        pgettext_lazy("measure word", "times"),
        _checks,
        narrows=("department", "area"),
        permission="inspections.view_pointcheck",
        sees_all=sees_all_patrols,
    ),
)
