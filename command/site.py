"""The site of Django's admin: the portal's own log-in, roles instead of a staff flag."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from command.choices import Role

ADMIN_ROLES = (Role.ADMINISTRATOR, Role.AUDITOR, Role.OFFICE, Role.EDITOR, Role.TEAM_LEADER)


class PortalAdminSite(AdminSite):
    """Open to the roles that keep data there; what each may see and change is its permissions."""

    site_title = _("Administration")
    site_header = _("Administration")
    index_title = _("Records")

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        if not user.is_active or not user.is_authenticated:
            return False
        return user.is_superuser or user.has_role(*ADMIN_ROLES)

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Send a stranger to the portal's log-in, and refuse an account that has no business here."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), reverse("login"))
