"""Pages of teams and people: who is in a team, finding somebody in the own scope, registration by unit."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.domain.figures import Scope, get
from core.paging import page_of
from core.periods import Period
from volunteers.domain import queries
from volunteers.forms.persons import FindForm, TeamFilterForm
from volunteers.models import Team, Volunteer
from volunteers.presentation import roster_figures, say_rates

may_look = permission_required("volunteers.view_team", raise_exception=True)
may_see_units = permission_required("volunteers.view_unitroster", raise_exception=True)


@login_required
@may_look
def team_list(request: HttpRequest) -> HttpResponse:
    """Show the teams in force in a person's scope, with how many belong to each."""
    today = timezone.localdate()
    form = TeamFilterForm(request.GET)
    teams = Team.objects.visible_to(request.user).active(today).select_related("kind", "department", "area", "leader")
    shown = queries.with_members(form.narrowed(teams), on=today)
    context = {"form": form, "page": page_of(request, shown)}
    return render(request, "volunteers/teams.html", context)


@login_required
@may_look
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a team with its members, masked."""
    today = timezone.localdate()
    teams = Team.objects.visible_to(request.user).select_related("kind", "department", "area", "leader")
    shown = get_object_or_404(queries.with_members(teams, on=today), pk=pk)
    members = shown.memberships.active(today).select_related("volunteer__department").order_by("volunteer__number")
    context = {"team": shown, "tallies": shown.tallies.in_force(today), "page": page_of(request, members)}
    return render(request, "volunteers/team.html", context)


@login_required
@permission_required("volunteers.view_volunteer", raise_exception=True)
def people(request: HttpRequest) -> HttpResponse:
    """Find people of the own scope. Who is outside it and who is not registered get the same answer.

    What is looked for is posted: an ID number has no place in an address.
    """
    form = FindForm(request.POST if request.method == "POST" else None)
    found = None
    if form.is_valid():
        rows = Volunteer.objects.visible_to(request.user).select_related("department", "area")
        found = list(queries.find(rows, form.cleaned_data["wanted"]))
    return render(request, "volunteers/people.html", {"form": form, "found": found})


@login_required
@may_see_units
def units(request: HttpRequest) -> HttpResponse:
    """Show the registration rate by unit: how many are missing, never who."""
    now = timezone.now()
    today = timezone.localdate(now)
    scope = Scope(Period(today, today), now)
    rosters = get("volunteers.organ_rate").rows(scope, request.user).select_related("department")
    page = page_of(request, rosters)
    say_rates(page.object_list)
    context = {
        "today": today,
        "scope": scope,
        "values": roster_figures(request.user, scope),
        "page": page,
        "uncounted": queries.units_without_roster(request.user, on=today),
    }
    return render(request, "volunteers/units.html", context)
