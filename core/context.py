"""What every page needs to know about the portal."""

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, object]:
    """Name of the city, for titles."""
    return {"city_name": settings.CITY_NAME}
