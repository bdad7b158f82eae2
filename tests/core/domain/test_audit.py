from datetime import UTC, datetime

import pytest

from core.domain import audit
from core.errors import AppendOnly
from core.models import AuditEntry

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def test_an_act_is_written_with_who_what_when_and_from_where(cast):
    audit.record("point.changed", by=cast.clerk, at=AT, obj=cast.city.market, address="10.0.0.7", field="name")
    assert AuditEntry.objects.values().get() == {
        "id": AuditEntry.objects.get().pk,
        "at": AT,
        "actor_id": cast.clerk.pk,
        "actor_label": "李文兰",
        "address": "10.0.0.7",
        "action": "point.changed",
        "object_type": "inspections.point",
        "object_id": str(cast.city.market.pk),
        "object_label": "DZ00001 北街农贸市场",
        "data": {"field": "name"},
    }


def test_the_portal_itself_can_act(db):
    entry = audit.record("jobs.pruned", by=None)
    assert (entry.actor_id, entry.actor_label, entry.object_id) == (None, "", "")


def test_the_trail_outlives_what_it_names(cast):
    audit.record("account.removed", by=cast.administrator, obj=cast.outsider)
    cast.outsider.delete()
    assert AuditEntry.objects.get().object_label == "局外人"


def test_the_trail_cannot_be_rewritten(db):
    entry = audit.record("jobs.pruned", by=None)
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        AuditEntry.objects.all().delete()
