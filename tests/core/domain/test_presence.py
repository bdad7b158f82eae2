"""Who is at the same thing: seen while they give signs, forgotten when they do not, never written down."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain import presence

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def others(thing, person, seconds=0, **facts) -> list[tuple[str, bool]]:
    found = presence.sign(thing, by=person, at=AT + timedelta(seconds=seconds), **facts)
    return [(each.name, each.is_acting) for each in found]


def test_two_at_one_thing_see_each_other_and_not_themselves(cast):
    assert others("ticket:1", cast.clerk) == []
    assert others("ticket:1", cast.inspector, 1) == [("李文兰", False)]
    assert others("ticket:1", cast.clerk, 2) == [("王国强", False)]
    assert others("ticket:2", cast.handler, 2) == []


def test_who_writes_comes_first(cast):
    others("ticket:1", cast.clerk)
    others("ticket:1", cast.handler, 1, is_acting=True)
    assert others("ticket:1", cast.inspector, 2) == [("孙伟", True), ("李文兰", False)]


@pytest.mark.parametrize(("seconds", "seen"), [(44, [("李文兰", False)]), (45, [])])
def test_without_a_sign_somebody_is_gone(cast, seconds, seen):
    others("ticket:1", cast.clerk)
    assert others("ticket:1", cast.inspector, seconds) == seen


def test_nothing_is_written(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        others("ticket:1", cast.clerk)
