"""What every page needs to know about the portal. Each part is read only by a page that shows it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from core import display, navigation
from core.domain import calendar, inbox
from core.worktime import Calendar

# Roles that can mend the calendar, and so must hear that a year is missing.
KEEPERS_OF_THE_CALENDAR = ("office", "administrator")


def calendar_of(request: HttpRequest) -> Calendar:
    """Return the working calendar in force: one value for the whole request, read once."""
    if not hasattr(request, "_calendar"):
        request._calendar = calendar.current()  # type: ignore[attr-defined]
    return request._calendar  # type: ignore[attr-defined]


def missing_years(request: HttpRequest) -> list[int]:
    """Return the years for which the working calendar has no data, to those who can mend it."""
    if not request.user.has_role(*KEEPERS_OF_THE_CALENDAR):  # type: ignore[union-attr]
        return []
    return calendar.unknown_years(timezone.now(), days=calendar_of(request))


def portal(request: HttpRequest) -> dict[str, Any]:
    """City, chosen display, navigation, count of unread notices, warning about the calendar."""
    known: dict[str, Any] = {"city_name": settings.CITY_NAME, "display": display.chosen(request.COOKIES)}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return known
    return known | {
        "navigation": SimpleLazyObject(lambda: navigation.entries_for(user, request.path)),
        "unread_notices": SimpleLazyObject(lambda: inbox.in_words(inbox.unread(user))),
        "missing_years": SimpleLazyObject(lambda: missing_years(request)),
    }
