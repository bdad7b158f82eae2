"""The lists that the portal can import, by key."""

from django.utils.translation import gettext as _

from core.errors import ImportRefused
from core.imports.declaration import ListImport

_known: dict[str, ListImport] = {}


def register(importer: type[ListImport]) -> type[ListImport]:
    """Add a kind of list. Called from ``AppConfig.ready``; the last of the same key wins."""
    _known[importer.key] = importer()
    return importer


def get(key: str) -> ListImport:
    """Return the list of that key; raise :class:`~core.errors.ImportRefused` where there is none."""
    if key not in _known:
        known = ", ".join(sorted(_known))
        raise ImportRefused(_("There is no list “%(key)s”. Lists: %(known)s.") % {"key": key, "known": known})
    return _known[key]


def every() -> list[ListImport]:
    """Return all kinds of list in the order of their registration."""
    return list(_known.values())


def for_model(model: type) -> list[ListImport]:
    """Return the lists that fill a model."""
    return [importer for importer in _known.values() if importer.model is model]
