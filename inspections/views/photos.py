"""The door to photos: who may see the ticket may see its photos, nobody else."""

from django.contrib.auth.decorators import login_required
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.utils.http import quote_etag

from command.choices import Role
from core import conditional
from core.choices import PhotoState
from inspections.models import PendingPhoto, TicketPhoto

COPIES = ("display", "thumbnail")
SEES_ORIGINALS = (Role.OFFICE, Role.INSPECTOR)
A_DAY = "private, max-age=86400"


@login_required
def photo(request: HttpRequest, pk: str, size: str) -> HttpResponseBase:
    """Send a photo in a size: display, thumbnail, or (to office and inspectors) original."""
    found = get_object_or_404(TicketPhoto.objects.visible_to(request.user), pk=pk)
    if size == "original" and request.user.has_role(*SEES_ORIGINALS):
        return send(request, found.original, f"{found.sha256}-original")
    if size not in COPIES:
        raise Http404
    if found.state != PhotoState.READY:
        return _stand_in(found.state)
    return send(request, getattr(found, size), f"{found.sha256}-{size}")


@login_required
def pending_photo(request: HttpRequest, pk: str) -> HttpResponseBase:
    """Send back a photo that waits with a form to be sent again, to the one who uploaded it."""
    found = get_object_or_404(PendingPhoto.objects.visible_to(request.user), pk=pk)
    return send(request, found.file, found.sha256)


def send(request: HttpRequest, file: FieldFile, version: str) -> HttpResponseBase:
    """Send a file that the browser may keep for itself, or say that its copy is still good."""
    name = file.name.rsplit("/", 1)[-1]
    response = conditional.answer(request, quote_etag(version), lambda: FileResponse(file.open("rb"), filename=name))
    response.headers["Cache-Control"] = A_DAY
    return response


def _stand_in(state: str) -> HttpResponse:
    """Lead to a small drawing that says what is the matter, and is asked for again next time."""
    name = "photo-failed" if state == PhotoState.FAILED else "photo-waiting"
    response = redirect(static(f"img/{name}.svg"))
    response.headers["Cache-Control"] = "no-store"
    return response
