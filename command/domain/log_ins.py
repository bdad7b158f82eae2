"""Who came and went: log-ins, log-outs and refused attempts in the audit trail (GB/T 22239-2019, 7.1.4.3)."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from command.models import User
from core.domain import audit


def connect() -> None:
    """Listen to what Django says about sessions."""
    user_logged_in.connect(_came, dispatch_uid="audit.came")
    user_logged_out.connect(_went, dispatch_uid="audit.went")
    user_login_failed.connect(_refused, dispatch_uid="audit.refused")


def _came(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    audit.record("account.logged_in", by=user, obj=user, address=_address(request))


def _went(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        audit.record("account.logged_out", by=user, obj=user, address=_address(request))


def _refused(sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
    """Name the account that was tried, never the password."""
    tried = str(credentials.get("username", ""))[:150]
    account = User.objects.filter(username=tried).first()
    audit.record("account.refused", by=None, obj=account, address=_address(request), tried=tried)


def _address(request: Any) -> str:
    return request.META.get("REMOTE_ADDR", "") if request is not None else ""
