"""Reading tickets, their events and their photos."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from command.models import User
from core.api.filters import FilterBackend
from core.api.rows import NumberedName, Row
from core.api.views import RowDetail, RowList, found
from inspections.api.filters import EventFilter, TicketFilter
from inspections.api.serializers import EventRow, PhotoRow, TicketDetail, TicketRow
from inspections.domain import people, tickets
from inspections.models import Ticket, TicketEvent, TicketPhoto
from inspections.models.tickets import ticket_scope


def told(ticket: Ticket, user: User) -> Row | None:
    """Return a ticket as ``user`` is told of it, or None where it is not in the scope of ``user``."""
    rows = Ticket.objects.visible_to(user).filter(pk=ticket.pk).values(*TicketDetail.paths())
    row = rows.first()
    if row is None:
        return None
    return TicketDetail(row | {"verbs": tickets.allowed_verbs(ticket, user)}).data


class TicketList(RowList):
    """The tickets in your scope, newest first."""

    model = Ticket
    serializer_class = TicketRow
    filter_backends = (FilterBackend,)
    filterset_class = TicketFilter
    # A ticket without a deadline has no place in the order of deadlines.
    orderings = {"-id": ("-id",), "id": ("id",), "due_at": ("due_at", "id"), "-closed_at": ("-closed_at", "-id")}


@extend_schema(tags=["tickets"])
class TicketOne(RowDetail):
    """One ticket by its number. Its ETag is what If-Match of a verb takes."""

    model = Ticket
    serializer_class = TicketDetail
    lookup_field = "number"

    def rows(self) -> QuerySet:
        return super().rows().select_related("area")

    def get(self, request: Request, **kwargs: Any) -> Response:
        return Response(told(found(self.rows(), **kwargs), request.user))

    def tag(self, response: Response) -> str:
        return f"{response.data['version']}.{super().tag(response)}"


class OfTicket(RowList):
    """Rows of one ticket, which has to be in the caller's scope."""

    def rows(self) -> QuerySet:
        scope = Ticket.objects.visible_to(self.request.user).values("pk")
        return self.model._default_manager.filter(ticket=found(scope, number=self.kwargs["number"])["pk"])


@extend_schema(tags=["tickets"])
class TicketEvents(OfTicket):
    """What happened to a ticket, oldest first."""

    model = TicketEvent
    serializer_class = EventRow


@extend_schema(tags=["tickets"])
class TicketPhotos(OfTicket):
    """The photos of a ticket, oldest first."""

    model = TicketPhoto
    serializer_class = PhotoRow
    orderings = {"uploaded_at": ("uploaded_at", "id")}


@extend_schema(tags=["tickets"])
class Colleagues(RowList):
    """The people of the responsible unit to whom a ticket can be handed over, for those of the same unit."""

    model = User
    serializer_class = NumberedName

    def rows(self) -> QuerySet:
        scope = Ticket.objects.visible_to(self.request.user)
        ticket = found(scope, number=self.kwargs["number"])
        return people.colleagues(ticket).filter(department=self.request.user.department_id)


@extend_schema(tags=["events"])
class Events(RowList):
    """What happened to any ticket in your scope, oldest first: follow it with ``after``."""

    model = TicketEvent
    serializer_class = EventRow
    filter_backends = (FilterBackend,)
    filterset_class = EventFilter
    orderings = {"id": ("id",), "-id": ("-id",)}

    def rows(self) -> QuerySet:
        scope = ticket_scope(self.request.user, "ticket__")
        return TicketEvent.objects.all() if scope is None else TicketEvent.objects.filter(scope)
