"""Writing: logging a problem, and one action for each verb of the one table of verbs."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from command.models import User
from core.api import writing
from core.api.errors import Conflict, PreconditionFailed, Refusal
from core.api.rows import Row
from core.api.views import ApiView, found
from inspections.api.requests import OnTheSpotRequest, ReportRequest, VerbRequest, request_of
from inspections.api.serializers import EventRow, TicketDetail
from inspections.api.tickets import TicketList, told
from inspections.choices import Verb
from inspections.domain import door, queries, tickets
from inspections.errors import NotAllowed, StaleTicket
from inspections.forms.verbs import ACTIONS
from inspections.models import Ticket, TicketEvent
from inspections.models.tickets import ticket_scope

DUPLICATES_TOLD = 5
CREATED = {201: TicketDetail, 400: Refusal, 403: Refusal, 409: Refusal, 422: Refusal}
DONE = {
    200: TicketDetail,
    204: OpenApiResponse(description="Done, and the ticket is not, or no longer, in your scope."),
    **dict.fromkeys((400, 403, 404, 409, 412, 422), Refusal),
}


def answer(request: Request, ticket: Ticket, code: int) -> Response:
    """Tell the caller of the ticket as it now is; nothing where it has left the caller's scope (a 退单)."""
    data = told(ticket, request.user)
    if data is None:
        return Response(status=status.HTTP_204_NO_CONTENT)
    return Response(data, status=code, headers={"ETag": f'"{ticket.version}"'})


class Writing(ApiView):
    """A write that is done once under an idempotency key."""

    def cleaned(self, **context: Any) -> dict[str, Any]:
        """Return what was sent, checked; ``ValidationError`` (400) says what is wrong with each field."""
        serializer = self.get_serializer_class()(
            data=self.request.data, context={**self.get_serializer_context(), **context}
        )
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data


@extend_schema(tags=["tickets"])
class Tickets(Writing, TicketList):
    """The tickets in your scope, newest first; and the door through which a problem is logged."""

    parser_classes = (JSONParser, MultiPartParser)

    @extend_schema(request=ReportRequest, responses=CREATED, parameters=[writing.KEY_HEADER])
    def post(self, request: Request) -> Response:
        """Log a problem. Answers 409 with the open ones of its category at the point, unless ``anyway``."""
        return writing.once(request, self._report)

    def get_serializer_class(self) -> type[Serializer]:
        return ReportRequest if self.request.method == "POST" else super().get_serializer_class()

    def _report(self) -> Response:
        if not self.request.user.has_perm("inspections.log_ticket"):
            raise NotAllowed
        facts = self.cleaned()
        if not facts.pop("anyway"):
            refuse_duplicates(facts)
        ticket = tickets.report(**facts, by=self.request.user, at=timezone.now())
        return answer(self.request, ticket, status.HTTP_201_CREATED)


def refuse_duplicates(facts: dict[str, Any]) -> None:
    """Raise ``Conflict`` where a problem of the same category is open at the same point."""
    rows = queries.open_duplicates(facts.get("point"), facts["category"])
    numbers = list(rows.values_list("number", flat=True)[:DUPLICATES_TOLD])
    if numbers:
        raise Conflict(_("Such a problem is open at this point already."), "open_duplicate", duplicates=numbers)


@extend_schema(tags=["tickets"])
class OnTheSpot(Writing):
    """Found and put right in one visit."""

    serializer_class = OnTheSpotRequest
    parser_classes = (MultiPartParser,)

    @extend_schema(responses=CREATED, parameters=[writing.KEY_HEADER])
    def post(self, request: Request) -> Response:
        """Log a problem that was found and put right in one visit (立行立改), with photos before and after."""
        return writing.once(request, self._close)

    def _close(self) -> Response:
        ticket = tickets.close_on_the_spot(**self.cleaned(), by=self.request.user, at=timezone.now())
        return answer(self.request, ticket, status.HTTP_201_CREATED)


class TicketVerb(Writing):
    """Does ``verb`` to a ticket in the caller's scope, through the function that the pages call."""

    verb: ClassVar[Verb]
    serializer_class: type[VerbRequest]

    def post(self, request: Request, number: str) -> Response:
        return writing.once(request, lambda: self._carry_out(number))

    def _carry_out(self, number: str) -> Response:
        reachable = door.reachable(self.verb, self.request.user)
        ticket = found(reachable.select_related("category"), number=number)
        arguments = self.cleaned(ticket=ticket) | {"version": writing.version_asked(self.request)}
        try:
            fresh = ACTIONS[self.verb].carry_out(ticket, by=self.request.user, at=timezone.now(), **arguments)
        except StaleTicket as stale:
            raise PreconditionFailed(str(stale), "stale_ticket", events=since(stale, self.request.user)) from stale
        return answer(self.request, fresh, 200 if fresh.pk == ticket.pk else status.HTTP_201_CREATED)


def since(stale: StaleTicket, user: User) -> list[Row]:
    """Return what has happened since the version that the caller knew; nothing of a ticket out of scope."""
    scope = ticket_scope(user, "ticket__") or Q()
    rows = TicketEvent.objects.filter(scope, pk__in=[event.pk for event in stale.events]).order_by("id")
    return EventRow(rows.values(*EventRow.paths()), many=True).data


def view_of(verb: Verb) -> Callable[..., Any]:
    """Return the view of a verb, as the table of verbs and the signature of its function make it."""
    body = request_of(verb)
    takes_photos = "photos" in body._declared_fields
    attributes = {
        "verb": verb,
        "serializer_class": body,
        "parser_classes": (JSONParser, MultiPartParser) if takes_photos else (JSONParser,),
        "__doc__": TicketVerb.__doc__,
    }
    view: Any = type(f"Ticket{body.__name__}", (TicketVerb,), attributes)
    described = extend_schema(
        tags=["verbs"],
        operation_id=f"ticket_{verb.value}",
        description=(ACTIONS[verb].carry_out.__doc__ or "").strip(),
        responses=DONE | ({201: TicketDetail} if verb == Verb.REOPEN else {}),
        parameters=[writing.KEY_HEADER, writing.MATCH_HEADER],
    )
    return extend_schema_view(post=described)(view).as_view()
