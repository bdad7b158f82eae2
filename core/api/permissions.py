"""Who may use the API at all. What somebody may see and do is row scope and the domain's own rules."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request


class TokenMayWrite(BasePermission):
    """A token made for reading only reads. A session may what its person may."""

    message = _("This token may only read.")

    def has_permission(self, request: Request, view: Any) -> bool:
        return request.method in SAFE_METHODS or getattr(request.auth, "may_write", True)
