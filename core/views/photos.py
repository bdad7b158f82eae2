"""Sending stored photos. Who may see a photo is asked before, by the door that knows what it belongs to."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.http import quote_etag

from core import conditional
from core.choices import PhotoState
from core.models import AbstractPhoto

COPIES = ("display", "thumbnail")
A_DAY = "private, max-age=86400"


def send_copy(request: HttpRequest, photo: AbstractPhoto, size: str) -> HttpResponseBase:
    """Send a copy of a photo, or lead to a drawing that says why there is none; ``Http404`` for no known size."""
    if size not in COPIES:
        raise Http404
    if photo.state != PhotoState.READY:
        return _stand_in(photo.state)
    return send(request, getattr(photo, size), f"{photo.sha256}-{size}")


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
