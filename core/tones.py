"""Colours by meaning, and the names that are shown in them: one place for badges, figures and lines of a history."""

from collections.abc import Iterable

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Name = str | Promise
# Roles that look after the pages, and so may see all of it in the gallery.
LOOKS_AFTER = ("administrator", "office")


class Tone(models.TextChoices):
    """What a colour says. Each is a class ``badge-…`` and ``figure-…``, in light and dark."""

    GREY = "grey", pgettext_lazy("tone", "grey")
    BLUE = "blue", pgettext_lazy("tone", "blue")
    AMBER = "amber", pgettext_lazy("tone", "amber")
    RED = "red", pgettext_lazy("tone", "red")
    GREEN = "green", pgettext_lazy("tone", "green")
    VIOLET = "violet", pgettext_lazy("tone", "violet")


_named: dict[str, tuple[Name, list[tuple[Name, Tone]]]] = {}


def tell(key: str, title: Name, names: Iterable[tuple[Name, Tone]]) -> None:
    """Show these names under that title in the gallery; a second call with the same key replaces the first."""
    _named[key] = (title, list(names))


def told() -> list[tuple[Name, list[tuple[Name, Tone]]]]:
    """Return every title with its names and their tones."""
    return list(_named.values())
