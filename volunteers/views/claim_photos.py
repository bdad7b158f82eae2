"""The photos that a team and the unit show each other."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from core.views.photos import send_copy
from inspections.choices import PhotoRole
from volunteers.models import Claim, ClaimPhoto


@login_required
def after(request: HttpRequest, pk: str, size: str) -> HttpResponseBase:
    """Send a photo of the work to those who see the claim."""
    return send_copy(request, get_object_or_404(ClaimPhoto.objects.visible_to(request.user), pk=pk), size)


@login_required
def before(request: HttpRequest, pk: int, photo: str, size: str) -> HttpResponseBase:
    """Send a photo of the problem as it was found, as long as the team has it."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user).filter(released_at=None), pk=pk)
    shown = claim.ticket.photos.filter(role=PhotoRole.BEFORE)
    return send_copy(request, get_object_or_404(shown, pk=photo), size)
