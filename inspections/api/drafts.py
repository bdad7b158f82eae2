"""The door for drafts that a browser keeps while there is no network: photos one by one, then the draft itself.

The caller makes the keys. What arrives twice under one key is stored once, however long ago the first time was.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.errors import Conflict, Refusal
from core.api.rows import Row
from inspections.api.requests import DraftPhotoRequest, DraftRequest
from inspections.api.verbs import Writing
from inspections.domain import drafts
from inspections.domain.drafts import Draft
from inspections.errors import KnownProblem, PhotosMissing
from inspections.models import SentDraft, Ticket

ACT = ("source", "on_the_spot", "anyway", "attach_to")


class TakenPhoto(serializers.Serializer):
    """A photo that waits for its draft, for seven days."""

    id = serializers.UUIDField()


class SentDraftRow(serializers.Serializer):
    """What became of a draft. ``page`` is empty where the ticket is not in your scope."""

    number = serializers.CharField()
    was_added = serializers.BooleanField(help_text="Added to an open ticket instead of a new one.")
    page = serializers.CharField(allow_blank=True)


REFUSED = dict.fromkeys((400, 403, 409, 422), Refusal)


@extend_schema(tags=["drafts"])
class DraftPhoto(Writing):
    """A photo of a draft, under a key that the caller makes."""

    serializer_class = DraftPhotoRequest
    parser_classes = (MultiPartParser,)

    @extend_schema(responses={201: TakenPhoto, **REFUSED})
    def put(self, request: Request, key: UUID) -> Response:
        """Keep a photo until its draft comes. Sent again, nothing happens."""
        sent = self.cleaned()
        drafts.check_account(sent.get("account"), by=request.user)
        row = drafts.take_photo(key, sent["photo"], by=request.user)
        return Response({"id": row.pk}, status=status.HTTP_201_CREATED)


@extend_schema(tags=["drafts"])
class DraftDoor(Writing):
    """A draft, under a key that the caller makes."""

    serializer_class = DraftRequest
    parser_classes = (JSONParser,)

    @extend_schema(responses={200: SentDraftRow, 201: SentDraftRow, **REFUSED})
    def put(self, request: Request, key: UUID) -> Response:
        """Log what a draft says. 201 the first time, 200 whenever it is sent again; 409 with the open tickets of
        its kind at the point, or with the keys of photos that are missing."""
        sent = self.cleaned()
        drafts.check_account(sent.pop("account", None), by=request.user)
        try:
            row, is_new = drafts.send(_draft(key, sent), by=request.user, at=timezone.now())
        except KnownProblem as known:
            raise Conflict(
                str(known), "open_duplicate", duplicates=[_told(each) for each in known.duplicates]
            ) from known
        except PhotosMissing as gone:
            raise Conflict(str(gone), "photos_missing", missing=gone.details["missing"]) from gone
        return Response(_row(row, request), status=status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)


def _draft(key: UUID, sent: dict[str, Any]) -> Draft:
    given = {name: sent.pop(name) for name in ACT if name in sent}
    before, after, waited = sent.pop("photos"), sent.pop("after"), sent.pop("waited", None)
    wait = None if waited is None else timedelta(seconds=waited)
    return Draft(key=key, facts=sent, before=before, after=after, waited=wait, **given)


def _told(ticket: Ticket) -> Row:
    """Return what whoever meets a known problem is told of it, in scope or not."""
    return {
        "number": ticket.number,
        "state": ticket.get_state_display(),
        "reported": f"{timezone.localtime(ticket.reported_at):%m-%d %H:%M}",
        "description": ticket.description[:80],
    }


def _row(row: SentDraft, request: Request) -> Row:
    seen = Ticket.objects.visible_to(request.user).filter(pk=row.ticket_id).exists()
    number = row.ticket.number if row.ticket else ""
    page = reverse("ticket-detail", args=[number]) if seen else ""
    return {"number": number, "was_added": row.was_added, "page": page}
