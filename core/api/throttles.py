"""How much one caller may ask. Reading and writing are counted apart, each token and each session's person alone."""

from typing import Any

from django.conf import settings
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class CallerThrottle(SimpleRateThrottle):
    """``API_READ_RATE`` and ``API_WRITE_RATE`` (settings), per token, or per account where the caller has a session."""

    scope = "api"

    def get_rate(self) -> str:
        return settings.API_READ_RATE

    def allow_request(self, request: Request, view: Any) -> bool:
        self.act = "read" if request.method in SAFE_METHODS else "write"
        if self.act == "write":
            self.num_requests, self.duration = self.parse_rate(settings.API_WRITE_RATE)
        return super().allow_request(request, view)

    def get_cache_key(self, request: Request, view: Any) -> str:
        token = getattr(request.auth, "pk", None)
        caller = f"token-{token}" if token else f"user-{request.user.pk}"
        return f"throttle:{self.act}:{caller}"
