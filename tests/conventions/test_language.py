"""No page shows English: every page of the admin is read word by word. The portal's own: test_walk.py."""

from django.contrib import admin
from django.urls import reverse

from command.models import User
from tests.conventions.reading import WORD, english


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
