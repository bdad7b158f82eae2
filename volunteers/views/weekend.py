"""The page of a team's leader, made for a phone: what is to be recorded, what comes, what is done."""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from command.models import User
from inspections.choices import OPEN_STATES
from volunteers.domain import claims, queries
from volunteers.forms.activities import TurnoutForm
from volunteers.models import Activity, Claim, Team
from volunteers.models.activities import ActivityQuerySet
from volunteers.models.teams import TeamQuerySet

# How far back a record is asked for, and how far ahead the page looks: one weekend always lies within.
ASKED_FOR, LOOKS_AHEAD, LOOKS_BACK = timedelta(days=30), timedelta(days=7), timedelta(days=7)
AT_ONCE = 10


@login_required
@permission_required("volunteers.view_activity", raise_exception=True)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show a leader the own teams' activities, each that has begun with the form that records its turnout."""
    now = timezone.now()
    mine = _led(request.user)
    context = {
        "now": now,
        "teams": queries.with_members(_teams(request.user, now), on=timezone.localdate(now)),
        "to_record": [
            (row, TurnoutForm(activity=row, auto_id=f"turnout-{row.pk}-%s")) for row in _to_record(mine, now)
        ],
        "claims": _claims(request.user),
        "coming": mine.held().starting(now, now + LOOKS_AHEAD).order_by("starts_at", "pk")[:AT_ONCE],
        "done": _done(mine, now),
    }
    return render(request, "volunteers/weekend.html", context)


def _teams(user: User, now: datetime) -> TeamQuerySet:
    return Team.objects.visible_to(user).filter(leader=user).active(timezone.localdate(now)).order_by("code")


def _led(user: User) -> ActivityQuerySet:
    rows = Activity.objects.visible_to(user).filter(team__leader=user)
    return rows.select_related("kind", "team").prefetch_related("turnout")


def _claims(user: User) -> QuerySet[Claim]:
    """The problems that wait for the leader's answer, or that the unit has before it."""
    standing = (
        Claim.objects.visible_to(user).standing().filter(activity__team__leader=user, ticket__state__in=OPEN_STATES)
    )
    return standing.select_related(*claims.RELATED).order_by("ticket__due_at", "pk")[:AT_ONCE]


def _to_record(mine: ActivityQuerySet, now: datetime) -> ActivityQuerySet:
    return mine.held().starting(now - ASKED_FOR, now).without_record().order_by("-starts_at", "-pk")[:AT_ONCE]


def _done(mine: ActivityQuerySet, now: datetime) -> ActivityQuerySet:
    recent = mine.held().starting(now - LOOKS_BACK, now).exclude(turnout=None)
    return recent.order_by("-starts_at", "-pk").distinct()[:AT_ONCE]
