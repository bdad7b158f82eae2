"""A ticket in each state, reached by the verbs themselves."""

from types import SimpleNamespace

import pytest

from command.choices import Role
from command.models import User
from core.choices import Clock
from inspections.choices import Source
from inspections.domain import tickets
from inspections.models import Ticket, TimeLimit
from tests.cast import person
from tests.inspections.domain.ladder import ladder, running
from tests.inspections.photos import photo
from tests.inspections.times import on

__all__ = ["ladder", "running"]


class Desk:
    """Does the verbs with what they need at least, so that a test names only what it is about."""

    def __init__(self, cast: SimpleNamespace, category) -> None:
        self.cast, self.city, self.category = cast, cast.city, category
        self.limit = TimeLimit(amount=4, clock=Clock.WORK_HOUR)

    def report(self, at="09:00", **facts) -> Ticket:
        wanted = {
            "source": Source.PATROL,
            "category": self.category,
            "description": "门口有垃圾",
            "by": self.cast.inspector,
            "at": on(at),
            "point": self.city.market,
        }
        return tickets.report(**wanted | facts)

    def dispatched(self, at="10:00", ticket=None, **facts) -> Ticket:
        wanted = {"by": self.cast.clerk, "at": on(at), "department": self.city.city_management, "limit": self.limit}
        return tickets.dispatch(ticket or self.report(), **wanted | facts)

    def handling(self, at="10:30", **facts) -> Ticket:
        return tickets.accept(self.dispatched(**facts), by=self.cast.handler, at=on(at))

    def rectify(self, ticket, at="15:00", **facts) -> Ticket:
        return tickets.rectify(ticket, **{"by": self.cast.handler, "at": on(at), "photos": [photo()]} | facts)

    def rectified(self, at="15:00", **facts) -> Ticket:
        return self.rectify(self.handling(**facts), at=at)

    def closed(self, at="17:00", **facts) -> Ticket:
        return tickets.close(self.rectified(**facts), by=self.cast.inspector, at=on(at))


@pytest.fixture
def desk(cast, category) -> Desk:
    return Desk(cast, category)


@pytest.fixture
def people(cast, city) -> dict[str, User | None]:
    """The cast by name, and three more: a colleague of the handler, staff of the northern town, the system."""
    people = dict(vars(cast))
    people.pop("city")
    people["colleague"] = person("colleague", "同事", Role.HANDLER, department=city.city_management)
    people["north_staff"] = person("north", "北城", Role.AREA_STAFF, department=city.transport, area=city.north)
    people["system"] = None
    return people
