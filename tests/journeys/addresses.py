"""Where every page of the portal is: name of the address → how a city at work fills it in.

A page that is missing here fails tests/journeys/test_accessibility.py. One page may have several addresses, for its
several faces. What is no page stands in ``NO_PAGES``, with what it is.
"""

from collections.abc import Callable
from types import SimpleNamespace

from django.urls import reverse
from django.utils import timezone

from command.models import User
from core.models import AuditEntry, SpecialDay
from inspections.models import Point, Ticket
from volunteers.domain import posters

Addresses = Callable[[SimpleNamespace], list[str]]


def at(name: str, *args: Callable[[SimpleNamespace], object], queries: tuple[str, ...] = ("",)) -> Addresses:
    """Return how the addresses of one name are made: ``args`` take each part from the city, ``queries`` follow it."""
    return lambda city: [reverse(name, args=[each(city) for each in args]) + query for query in queries]


def tickets(name: str, *queries: str) -> Addresses:
    """Return the addresses of a page that every ticket of the city has."""
    return lambda city: [reverse(name, args=[number]) + query for number in numbers() for query in ("", *queries)]


def numbers() -> list[str]:
    return list(Ticket.objects.order_by("pk").values_list("number", flat=True))


TABS = ("?tab=overdue", "?tab=to_verify", "?tab=handling", "?tab=all")
VERBS = tuple(f"?do={verb}" for verb in ("dispatch", "rectify", "rework", "ask_extension"))

PAGES: dict[str, Addresses] = {
    "login": at("login"),
    "profile": at("profile"),
    "password-change": at("password-change"),
    "notices": at("notices"),
    "notice-choices": at("notice-choices"),
    "gallery": at("gallery"),
    "work": at("work", queries=("", "?tab=all")),
    "work-load": at("work-load"),
    "queue": at("queue", queries=("", *TABS)),
    "filter-list": at("filter-list"),
    "ticket-new": at("ticket-new"),
    "ticket-detail": tickets("ticket-detail", *VERBS),
    "point-list": at("point-list"),
    "point-detail": at("point-detail", lambda city: city.city.market.code),
    "shortlist": at("shortlist"),
    "duplicate-list": at("duplicate-list"),
    "ticket-duplicates": tickets("ticket-duplicates"),
    "duplicate-compare": lambda city: [reverse("duplicate-compare", args=numbers()[:2])],
    "escalation-runs": at("escalation-runs"),
    "escalation-drafts": at("escalation-drafts"),
    "activity-week": at("activity-week", queries=("", "?week=2026-11-21")),
    "activity-turnout": at("activity-turnout", lambda city: city.teams.cleaning.pk),
    "activity-names": at("activity-names", lambda city: city.held.pk),
    "activity-poster": at("activity-poster", lambda city: city.held.pk),
    "check-in": at("check-in", lambda city: posters.code_of(city.held, at=timezone.now())),
    "team-weekend": at("team-weekend"),
    "team-list": at("team-list"),
    "team-detail": at("team-detail", lambda city: city.teams.north.pk),
    "volunteer-find": at("volunteer-find"),
    "volunteer-units": at("volunteer-units"),
    "volunteer-detail": at("volunteer-detail", lambda city: city.teams.cadre.pk),
    "volunteer-doubles": at("volunteer-doubles"),
    "volunteer-compare": at("volunteer-compare", lambda city: city.teams.cadre.pk, lambda city: city.teams.student.pk),
    "turnout-plan": at("turnout-plan", queries=("", "?year=2025")),
    "volunteers-told-apart": at("volunteers-told-apart"),
    "own-page": at("own-page", lambda city: city.own_page),
    "recruiting": at("recruiting"),
    "volunteering": at("volunteering"),
    "volunteer-record": at("volunteer-record", lambda city: city.teams.cadre.pk),
    "service-records": at("service-records", queries=("", "?wanted=nobody")),
    "service-record": at("service-record", lambda city: city.served.pk),
    "volunteer-flags": at("volunteer-flags", queries=("", "?state=all", "?kind=junk")),
    "certificates": at("certificates", queries=("", "?number=ZY0001&first=2026-11-01&last=2026-11-22")),
    "certificate": at("certificate", lambda city: city.certificate.pk),
    "verify": at("verify"),
    "verify-certificate": at("verify-certificate", lambda city: city.certificate.code),
    "published": at("published", queries=("", "?issuer=nobody")),
    "published-certificate": at("published-certificate", lambda city: city.certificate.number),
    "activity-shifts": at("activity-shifts", lambda city: city.teams.cleaning.pk),
    "activity-problems": at("activity-problems", lambda city: city.held.pk),
    "claim": at("claim", lambda city: city.claim.pk),
    "ticket-to-team": tickets("ticket-to-team"),
    "series-list": at("series-list"),
    "series-new": at("series-new"),
    "series": at("series", lambda city: city.series.pk),
    "item-list": at("item-list"),
    "item-new": at("item-new"),
    "item-detail": at("item-detail", lambda city: city.media.article.pk),
    "dashboard": at("dashboard", queries=("", "?period=week")),
    "figures": at("figures"),
    "figure": at("figure", lambda city: "open", queries=("", "?period=week")),
    "map": at("map"),
    "map-boundaries": at("map-boundaries"),
    "screen": at("screen"),
    "webhooks": at("webhooks"),
    "webhook": at("webhook", lambda city: city.webhook.pk),
    "webhook-new": at("webhook-new"),
    "webhook-edit": at("webhook-edit", lambda city: city.webhook.pk),
    "job-progress": at("job-progress", lambda city: city.job.pk),
    "screen-addresses": at("screen-addresses"),
    "screen-shared": at("screen-shared", lambda city: city.screen_secret),
}
NO_PAGES = {
    "home": "leads on",
    "healthz": "for machines",
    "readyz": "for machines",
    "logout": "an act",
    "set-display": "an act",
    "set-language": "an act",
    "notices-count": "part of a page",
    "notices-read": "an act",
    "notice-read": "an act",
    "token-new": "an act",
    "token-revoke": "an act",
    "work-row": "part of a page",
    "webhook-test": "an act",
    "webhook-again": "an act",
    "filter-keep": "an act",
    "filter-change": "an act",
    "filter-remove": "an act",
    "filter-open-with": "leads on",
    "filter-count": "part of a page",
    "log-data": "for scripts",
    "log-today": "for scripts",
    "log-worker": "for scripts",
    "dashboard-pdf": "a file",
    "shortlist-add": "an act",
    "shortlist-arrange": "an act",
    "shortlist-act": "an act",
    "ticket-presence": "part of a page",
    "map-boundaries-clear": "an act",
    "job-cancel": "an act",
    "job-file": "a file",
    "dashboard-sheet": "a file",
    "ticket-preview": "part of a page",
    "queue-bulk": "an act",
    "queue-export": "a file",
    "ticket-extended": "part of a page",
    "ticket-verb": "an act",
    "point-search": "for scripts",
    "photo": "a file",
    "photo-pending": "a file",
    "escalation-settle": "an act",
    "flag-answer": "an act",
    "activity-cancel": "an act",
    "activity-dealt-with": "an act",
    "activity-poster-code": "part of a page",
    "volunteer-act": "an act",
    "volunteer-tell-apart": "an act",
    "volunteer-ask-again": "an act",
    "service-export": "a file",
    "certificate-pdf": "a file",
    "own-certificate": "a file",
    "objection-reject": "an act",
    "activity-sign-up": "an act",
    "shift-cancel": "an act",
    "sign-up-drop": "an act",
    "claim-release": "an act",
    "series-end": "an act",
    "claim-hand-in": "an act",
    "claim-send-back": "an act",
    "claim-before": "a file",
    "claim-photo": "a file",
    "claim-photo-remove": "an act",
    "item-publish": "an act",
    "item-withdraw": "an act",
    "item-reads": "an act",
    "item-broadcast": "an act",
    "figure-moved": "leads on",
    "figure-records": "a file",
    "map-data": "for scripts",
    "map-outlines": "for scripts",
    "screen-data": "part of a page",
    "screen-address-revoke": "an act",
    "screen-shared-data": "part of a page",
    "screen-shared-outlines": "for scripts",
}


def of_the_admin() -> list[str]:
    """Return one page of each kind of the administration: first page, upload, lists, forms, history, removal."""
    found = [reverse("admin:index"), reverse("admin:app_list", args=["core"]), reverse("admin:core_importbatch_upload")]
    for model in (Ticket, User, SpecialDay, Point, AuditEntry):
        place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._default_manager.order_by("pk").first()
        found += [reverse(f"{place}_changelist"), reverse(f"{place}_add")]
        found += [reverse(f"{place}_{page}", args=[row.pk]) for page in ("change", "history", "delete")] if row else []
    return found
