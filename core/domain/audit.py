"""The audit trail: one row for each act that somebody may ask about later."""

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.utils import timezone

from core.models import AuditEntry

LABEL_LENGTH = 200


def record(
    action: str,
    *,
    by: AbstractBaseUser | None,
    at: datetime | None = None,
    obj: Model | None = None,
    address: str = "",
    **data: Any,
) -> AuditEntry:
    """Write that ``by`` (None: the portal itself) did ``action`` to ``obj``, from a network ``address``.

    ``action`` is a dotted name such as ``list.applied``; ``data`` must be JSON. The row holds ids and
    labels, no foreign keys: it outlives the account and the record that it names.
    """
    return AuditEntry.objects.create(
        at=at or timezone.now(),
        actor_id=by.pk if by else None,
        actor_label=str(by)[:150] if by else "",
        address=address,
        action=action,
        data=data,
        **_named(obj),
    )


def _named(obj: Model | None) -> dict[str, str]:
    if obj is None:
        return {}
    return {"object_type": obj._meta.label_lower, "object_id": str(obj.pk), "object_label": str(obj)[:LABEL_LENGTH]}
