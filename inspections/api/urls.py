"""Addresses of points, tickets, events and photos in the API."""

from django.urls import path, register_converter

from inspections.api import drafts, photos, reference, tickets, verbs
from inspections.forms.verbs import ACTIONS


class TicketNumberConverter:
    """20261123-0042."""

    regex = r"[0-9]{8}-[0-9]{4,8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TicketNumberConverter, "ticket")

urlpatterns = [
    path("point-types/", reference.PointTypes.as_view(), name="api-point-types"),
    path("points/", reference.Points.as_view(), name="api-points"),
    path("points/<str:code>/", reference.PointOne.as_view(), name="api-point"),
    path("categories/", reference.Categories.as_view(), name="api-categories"),
    path("limits/", reference.Limits.as_view(), name="api-limits"),
    path("events/", tickets.Events.as_view(), name="api-events"),
    path("tickets/", verbs.Tickets.as_view(), name="api-tickets"),
    path("tickets/close_on_the_spot/", verbs.OnTheSpot.as_view(), name="api-ticket-close-on-the-spot"),
    path("tickets/<ticket:number>/", tickets.TicketOne.as_view(), name="api-ticket"),
    path("tickets/<ticket:number>/events/", tickets.TicketEvents.as_view(), name="api-ticket-events"),
    path("tickets/<ticket:number>/photos/", tickets.TicketPhotos.as_view(), name="api-ticket-photos"),
    path("tickets/<ticket:number>/colleagues/", tickets.Colleagues.as_view(), name="api-ticket-colleagues"),
    path("drafts/<uuid:key>/", drafts.DraftDoor.as_view(), name="api-draft"),
    path("drafts/photos/<uuid:key>/", drafts.DraftPhoto.as_view(), name="api-draft-photo"),
    path("photos/<uuid:pk>/", photos.PhotoOne.as_view(), name="api-photo-detail"),
    path("photos/<uuid:pk>/<slug:size>/", photos.PhotoFile.as_view(), name="api-photo"),
    *(
        path(f"tickets/<ticket:number>/{verb.value}/", verbs.view_of(verb), name=f"api-ticket-{verb.value}")
        for verb in ACTIONS
    ),
]
