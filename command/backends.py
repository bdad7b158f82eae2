"""How the portal knows an account: with department and area at once, and rights through roles alone."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from command.models import User


class AccountBackend(ModelBackend):
    """Log-in by password. An account has the permissions of its roles and none of its own."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.select_related("department", "area").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        return Permission.objects.none()
