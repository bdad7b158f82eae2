"""Addresses of points, problems and escalation."""

from django.urls import path

from inspections.views import (
    bulk,
    drafts,
    export,
    log,
    offline,
    photos,
    points,
    queue,
    saved_filters,
    tickets,
    verbs,
    work,
)

urlpatterns = [
    path("work/", work.work, name="work"),
    path("work/rows/<str:number>/", work.work_row, name="work-row"),
    path("work/load/", work.load, name="work-load"),
    path("queue/", queue.queue, name="queue"),
    path("queue/bulk/", bulk.bulk, name="queue-bulk"),
    path("queue/export/", export.queue_export, name="queue-export"),
    path("filters/", saved_filters.filter_list, name="filter-list"),
    path("filters/keep/", saved_filters.filter_keep, name="filter-keep"),
    path("filters/<int:pk>/change/", saved_filters.filter_change, name="filter-change"),
    path("filters/<int:pk>/remove/", saved_filters.filter_remove, name="filter-remove"),
    path("filters/<int:pk>/open-with/", saved_filters.filter_open_with, name="filter-open-with"),
    path("filters/<int:pk>/count/", saved_filters.filter_count, name="filter-count"),
    path("tickets/new/", log.ticket_new, name="ticket-new"),
    path("tickets/new/data.json", offline.log_data, name="log-data"),
    path("tickets/new/today.json", offline.log_today, name="log-today"),
    path("tickets/new/worker.js", offline.service_worker, name="log-worker"),
    path("tickets/<str:number>/", tickets.ticket_detail, name="ticket-detail"),
    path("tickets/<str:number>/preview/", queue.ticket_preview, name="ticket-preview"),
    path("tickets/<str:number>/extended/", verbs.ticket_extended, name="ticket-extended"),
    path("tickets/<str:number>/<slug:verb>/", verbs.ticket_verb, name="ticket-verb"),
    path("points/", points.point_list, name="point-list"),
    path("points/search/", points.point_search, name="point-search"),
    path("points/<str:code>/", points.point_detail, name="point-detail"),
    path("photos/pending/<uuid:pk>/", photos.pending_photo, name="photo-pending"),
    path("photos/<uuid:pk>/<slug:size>/", photos.photo, name="photo"),
    path("escalation/runs/", drafts.escalation_runs, name="escalation-runs"),
    path("escalation/drafts/", drafts.escalation_drafts, name="escalation-drafts"),
    path("escalation/drafts/<int:pk>/settle/", drafts.settle, name="escalation-settle"),
]
