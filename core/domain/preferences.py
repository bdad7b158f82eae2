"""How each person wants to be told. In the portal everybody is told everything; a choice is about e-mail only."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from core.choices import Pace
from core.domain import topics
from core.models import NoticeChoice


class _Paces(dict[tuple[int, str], str]):
    """Person and topic → pace; what nobody has chosen is the topic's own."""

    def __missing__(self, key: tuple[int, str]) -> str:
        return topics.get(key[1]).pace


def paces_of(people: Iterable[int], keys: Iterable[str]) -> Mapping[tuple[int, str], str]:
    """Return the pace of each person (by id) and topic (by key), in one query."""
    found = NoticeChoice.objects.filter(owner_id__in=set(people), topic__in=set(keys))
    return _Paces({(row.owner_id, row.topic): row.pace for row in found})


def goes_at_once(pace: str, is_urgent: bool) -> bool:
    """Answer whether a notice leaves by e-mail now. The urgent does not wait; who wants none gets none."""
    return pace == Pace.NOW or (is_urgent and pace == Pace.DIGEST)


def choices_of(user: Any) -> dict[str, str]:
    """Return topic → pace for every topic that a person receives."""
    mine = [topic.key for topic in topics.for_person(user)]
    paces = paces_of([user.pk], mine)
    return {key: paces[user.pk, key] for key in mine}


def choose(paces: Mapping[str, str], *, by: AbstractBaseUser) -> None:
    """Keep what a person has chosen, topic by topic; topics not named stay as they are."""
    rows = [NoticeChoice(owner_id=by.pk, topic=topic, pace=pace) for topic, pace in paces.items()]
    NoticeChoice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["owner", "topic"], update_fields=["pace"]
    )
