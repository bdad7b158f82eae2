"""What notices are about, in a person's words. Each app registers its topics from ``AppConfig.ready``.

A notice has a kind (``ticket.dispatch``); people choose by topic, since nobody wants to choose twenty times.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.choices import Pace


@dataclass(frozen=True)
class Topic:
    """Kinds of notice that are chosen together. ``roles`` receive them (empty: everybody).

    ``pace`` is how e-mail goes out while a person has chosen nothing. ``is_for_groups``: work chats may hear of it.
    """

    key: str
    name: str | Promise
    hint: str | Promise
    kinds: frozenset[str]
    pace: Pace
    roles: frozenset[str] = frozenset()
    order: int = 100
    is_for_groups: bool = True
    paces: tuple[Pace, ...] = (Pace.NOW, Pace.DIGEST, Pace.OFF)

    def is_for(self, user: Any) -> bool:
        """Answer whether the roles of ``user`` receive notices of this topic."""
        return user.is_superuser or not self.roles or user.has_role(*self.roles)


# A kind that no app has registered is told at once: rather too early than never.
OTHER = Topic("", _("Other"), "", frozenset(), Pace.NOW)
OWN_WORK = Topic(
    "work",
    _("Work in the background"),
    _("Something you asked the portal to do is ready, or could not be done."),
    frozenset({"job.failed", "job.done"}),
    Pace.NOW,
    order=900,
    is_for_groups=False,
)
# The digest itself: it can only come daily, or not.
OVERVIEW = Topic(
    "overview",
    _("Daily overview"),
    _("What waits for you, what falls due today, what is overdue. On working days only, and never empty."),
    frozenset(),
    Pace.DIGEST,
    order=0,
    is_for_groups=False,
    paces=(Pace.DIGEST, Pace.OFF),
)
_topics: dict[str, Topic] = {}
_by_kind: dict[str, Topic] = {}


def register(topic: Topic) -> None:
    """Offer a topic; a second one of the same key replaces the first."""
    _topics[topic.key] = topic
    _by_kind.update(dict.fromkeys(topic.kinds, topic))


def of_kind(kind: str) -> Topic:
    """Return the topic of a kind of notice."""
    return _by_kind.get(kind, OTHER)


def get(key: str) -> Topic:
    """Return the topic of that key, or ``OTHER``."""
    return _topics.get(key, OTHER)


def everything() -> list[Topic]:
    """Return all topics, in order."""
    return sorted(_topics.values(), key=lambda topic: topic.order)


def for_person(user: Any) -> list[Topic]:
    """Return the topics that a person receives, in order."""
    return [topic for topic in everything() if topic.is_for(user)]
