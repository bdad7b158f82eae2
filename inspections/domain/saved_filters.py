"""Keeping filters: who may change them, and which of them a list opens with."""

from urllib.parse import parse_qs, urlencode

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from command.models import User
from inspections.errors import FilterRefused
from inspections.models import SavedFilter
from inspections.models.saved_filters import SavedFilterQuerySet

# Parts of an address that are not the filter.
PASSING = ("page", "csrfmiddlewaretoken")
MOST, LONGEST = 50, 1000


def of(user: User, page: str) -> SavedFilterQuerySet:
    """Return the filters of a list that ``user`` may use, each with ``opens``: the list opens with it."""
    mine = SavedFilter.opens_for.through.objects.filter(savedfilter=OuterRef("pk"), user=user.pk)
    rows = SavedFilter.objects.visible_to(user).filter(page=page).select_related("owner").only(*_TOLD)
    return rows.annotate(opens=Exists(mine))


_TOLD = ("name", "page", "query", "sharing", "position", "department", "owner__name", "owner__username")


def keep(*, name: str, page: str, query: str, sharing: str, by: User) -> SavedFilter:
    """Keep the query of an address under a name; ``FilterRefused`` where the name is taken or there are too many."""
    name = " ".join(name.split())[:40]
    mine = SavedFilter.objects.filter(owner=by, page=page)
    if not name or mine.filter(name=name).exists():
        raise FilterRefused
    if (count := mine.count()) >= MOST:
        raise FilterRefused(_("You have kept %(most)d filters already: remove one first.") % {"most": MOST})
    facts = {"name": name, "page": page, "query": tidy(query), "sharing": sharing, "position": count + 1}
    return SavedFilter.objects.create(owner=by, department=by.department, **facts)


def tidy(query: str) -> str:
    """Return the query of an address without what narrows nothing; ``FilterRefused`` where it is too long."""
    given = parse_qs(query, keep_blank_values=True)
    kept = {key: values for key, values in given.items() if key not in PASSING and any(values)}
    if len(tidied := urlencode(kept, doseq=True)) > LONGEST:
        raise FilterRefused(_("This filter is too long to be kept."))
    return tidied


def change(saved: SavedFilter, *, name: str, sharing: str, position: int, by: User) -> SavedFilter:
    """Change an own filter; ``FilterRefused`` where it is somebody else's or the name is taken."""
    check_own(saved, by)
    if SavedFilter.objects.filter(owner=by, page=saved.page, name=name).exclude(pk=saved.pk).exists():
        raise FilterRefused
    saved.name, saved.sharing, saved.position, saved.department = name, sharing, position, by.department
    saved.save()
    return saved


def remove(saved: SavedFilter, *, by: User) -> None:
    """Remove an own filter; ``FilterRefused`` where it is somebody else's."""
    check_own(saved, by)
    saved.delete()


@transaction.atomic
def open_with(saved: SavedFilter, *, by: User, is_on: bool) -> None:
    """Let the list of ``by`` open with this filter, and with no other; or no longer."""
    SavedFilter.opens_for.through.objects.filter(user=by, savedfilter__page=saved.page).delete()
    if is_on:
        saved.opens_for.add(by)


def check_own(saved: SavedFilter, user: User) -> None:
    """Raise ``FilterRefused`` unless the filter is the person's own."""
    if saved.owner_id != user.pk:
        raise FilterRefused(_("Only who has kept this filter may change it."))
