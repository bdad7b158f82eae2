"""The door to photos: who may see the ticket may see its photos, nobody else."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from command.choices import Role
from core.views.photos import send, send_copy
from inspections.models import PendingPhoto, TicketPhoto

SEES_ORIGINALS = (Role.OFFICE, Role.INSPECTOR)


@login_required
def photo(request: HttpRequest, pk: str, size: str) -> HttpResponseBase:
    """Send a photo in a size: display, thumbnail, or (to office and inspectors) original."""
    found = get_object_or_404(TicketPhoto.objects.visible_to(request.user), pk=pk)
    if size == "original" and request.user.has_role(*SEES_ORIGINALS):
        return send(request, found.original, f"{found.sha256}-original")
    return send_copy(request, found, size)


@login_required
def pending_photo(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Send back a photo that waits with a form to be sent again, to the one who uploaded it."""
    found = get_object_or_404(PendingPhoto.objects.visible_to(request.user), pk=pk)
    return send(request, found.file, found.sha256)
