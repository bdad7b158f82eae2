"""The photos themselves: who may see the ticket may see its photos, nobody else."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from core.api.errors import Conflict, Refusal
from core.api.views import ApiView, RowDetail, found
from core.choices import PhotoState
from core.views.photos import COPIES, send
from inspections.api.serializers import PhotoDetail
from inspections.models import TicketPhoto
from inspections.views.photos import SEES_ORIGINALS

SIZE = OpenApiParameter("size", {"type": "string", "enum": [*COPIES, "original"]}, OpenApiParameter.PATH)


@extend_schema(tags=["photos"])
class PhotoOne(RowDetail):
    """One photo: what it shows, whether its copies are ready, its size, when it was taken."""

    model = TicketPhoto
    serializer_class = PhotoDetail


class PhotoFile(ApiView):
    """A photo: ``display`` (up to 1920 px), ``thumbnail`` (320 px); ``original`` for office and inspectors."""

    @extend_schema(
        tags=["photos"],
        operation_id="photos_file_retrieve",
        parameters=[SIZE],
        responses={(200, "image/jpeg"): OpenApiTypes.BINARY, 404: Refusal, 409: OpenApiResponse(Refusal)},
    )
    def get(self, request: Request, pk: str, size: str) -> HttpResponse:
        photo = found(TicketPhoto.objects.visible_to(request.user), pk=pk)
        if size == "original" and request.user.has_role(*SEES_ORIGINALS):
            return send(request, photo.original, f"{photo.sha256}-original")
        if size not in COPIES:
            raise NotFound
        if photo.state != PhotoState.READY:
            raise Conflict(_("This photo has no copies: it is being prepared, or cannot be."), "photo_not_ready")
        return send(request, getattr(photo, size), f"{photo.sha256}-{size}")
