"""What every page needs to know about the portal. Each part is read only by a page that shows it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from core import navigation
from core.models import Notice


def unread_notices(user: Any) -> int:
    """Count the unread notices of a person."""
    return Notice.objects.visible_to(user).unread().count()


def portal(request: HttpRequest) -> dict[str, Any]:
    """Name of the city, the navigation and the count of unread notices."""
    known: dict[str, Any] = {"city_name": settings.CITY_NAME}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return known
    return known | {
        "navigation": SimpleLazyObject(lambda: navigation.items_for(user)),
        "unread_notices": SimpleLazyObject(lambda: unread_notices(user)),
    }
