"""Tickets at every stage, made through the domain."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from core.domain import photos
from inspections.choices import Source
from inspections.domain import tickets
from inspections.models import Ticket, TimeLimit
from tests.inspections.photos import photo


@pytest.fixture
def limit(category) -> TimeLimit:
    return TimeLimit.objects.filter(set__is_current=True, category=None).first()


@pytest.fixture
def stages(cast, category, limit) -> SimpleNamespace:
    """Functions that bring a new ticket of the market to a stage."""

    def now(minutes: int = 0):
        return timezone.now() + timedelta(minutes=minutes)

    def reported(**other) -> Ticket:
        given = {"point": cast.city.market, "category": category, "description": "摊位前有垃圾", **other}
        return tickets.report(source=Source.HOTLINE, by=cast.clerk, at=now(), **given)

    def registered(**other) -> Ticket:
        given = {"point": cast.city.market, "category": category, "description": "摊位前有垃圾", **other}
        return tickets.report(source=Source.PATROL, by=cast.inspector, at=now(), **given)

    def dispatched(**other) -> Ticket:
        ticket = registered(**other)
        unit = cast.city.city_management
        return tickets.dispatch(ticket, by=cast.clerk, at=now(), department=unit, limit=limit)

    def rectified(**other) -> Ticket:
        after = photos.check(photo("after.jpg"))
        return tickets.rectify(dispatched(**other), by=cast.handler, at=now(), photos=[after])

    return SimpleNamespace(reported=reported, registered=registered, dispatched=dispatched, rectified=rectified)
