"""No page shows English: every page of the admin is read word by word. The portal's own: test_walk.py."""

from pathlib import Path

import django
import polib
from django.contrib import admin
from django.urls import reverse

from command.models import User
from core.borrowed import BORROWED
from tests.conventions.reading import WORD, english
from tools.messages import LOCALE, read_catalogue

# Ours say the same thing in other words, which suits Django's pages, too.
SAID_BETTER = {"Administration", "English", "Filter", "Log out", "Remove"}


def admin_addresses() -> list[str]:
    """Return the lists, forms and histories of every model, for its first row where there is one."""
    found = [reverse("admin:index"), reverse("admin:password_change")]
    for model in admin.site._registry:
        place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found += [reverse(f"{place}_changelist"), reverse(f"{place}_add")]
        row = model._default_manager.first()
        if row is not None:
            found += [reverse(f"{place}_{page}", args=[row.pk]) for page in ("change", "history", "delete")]
    return found


def test_no_page_of_the_admin_shows_english(cast, admin_client):
    accounts = User.objects.values_list("username", flat=True)
    names = frozenset(word.lower() for name in accounts for word in WORD.findall(name))
    pages = {address: admin_client.get(address) for address in admin_addresses()}
    shown = {
        address: sorted(words)
        for address, page in pages.items()
        if page.status_code == 200 and (words := english(page.content.decode(), names=names))
    }
    assert shown == {}


def test_a_word_of_ours_never_changes_what_djangos_own_pages_mean():
    ours = {key: entry.msgstr for key, entry in read_catalogue().items()}
    theirs = {}
    for place in Path(django.__file__).parent.rglob(f"{LOCALE}/LC_MESSAGES/django.po"):
        theirs |= {(entry.msgctxt or "", entry.msgid): entry.msgstr for entry in polib.pofile(place)}
    other = {key[1] for key in ours.keys() & theirs.keys() if theirs[key] and ours[key] != theirs[key]}
    borrowed = {str(each._args[0]) for each in BORROWED}
    assert other - borrowed == SAID_BETTER
