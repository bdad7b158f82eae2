"""Who is looking at the same ticket."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.domain import presence
from inspections.models import Ticket


@login_required
def ticket_presence(request: HttpRequest, number: str) -> HttpResponse:
    """Say that the person is at a ticket of the own row scope, and show who else is; ``?acting=1``: and writes."""
    ticket = get_object_or_404(Ticket.objects.visible_to(request.user).only("pk"), number=number)
    is_acting = request.GET.get("acting") == "1"
    others = presence.sign(f"ticket:{ticket.pk}", by=request.user, at=timezone.now(), is_acting=is_acting)
    context = {"acting": [each for each in others if each.is_acting], "others": others}
    return render(request, "inspections/_presence.html", context)
