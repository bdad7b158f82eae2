"""My work: what waits for an inspector, for a handler, for the staff of an area."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from command.choices import Role
from inspections import tabs
from inspections.views.lists import ticket_list


@login_required
def work(request: HttpRequest) -> HttpResponse:
    """Show the tickets of a person's scope: to an inspector what to look at, to the others by time left."""
    offered = tabs.INSPECTOR if request.user.has_role(Role.INSPECTOR) else tabs.HANDLER
    return render(request, "inspections/work.html", ticket_list(request, offered))
