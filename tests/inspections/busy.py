"""A city at work: problems in several states, one of them late, with prepared photos."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.domain import jobs
from inspections.choices import Source
from inspections.domain import tickets
from inspections.models import TimeLimit
from tests.inspections.photos import photo


@pytest.fixture
def busy_city(cast, category):
    """Problems in several states, one of them late."""
    at = timezone.now() - timedelta(days=8)
    limit = TimeLimit(amount=1, clock="work_day")
    facts = {"category": category, "by": cast.inspector, "photos": [photo()], "source": Source.PATROL}
    points = (cast.city.market, cast.city.road, cast.city.village_market)
    found = [
        tickets.report(description="路边堆放垃圾", point=point, at=at, **facts | {"photos": [photo()]})
        for point in points
    ]
    for ticket in found[:2]:
        tickets.dispatch(ticket, department=cast.city.city_management, limit=limit, by=cast.clerk, at=at)
    tickets.rectify(found[0], note="已清运", photos=[photo()], by=cast.handler, at=at + timedelta(hours=2))
    jobs.run_waiting()
    return cast
