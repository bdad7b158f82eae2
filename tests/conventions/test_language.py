"""No page shows English: every page of every role, and every page of the admin, is read word by word."""

import re
from html import unescape
from html.parser import HTMLParser

from django.contrib import admin
from django.urls import reverse

from command.models import User

# Names of formats, standards and units, which have no Chinese; and what the tests themselves typed.
ALLOWED = set(
    [
        "xlsx",
        "xls",
        "csv",
        "zip",
        "utf",
        "gb",
        "gbk",
        "gcj",
        "wgs",
        "excel",
        "id",
        "ip",
        "pdf",
        "jpg",
        "jpeg",
        "png",
        "api",
        "ldap",
        "english",
        "dz",
        "cj",
        "db",
        "km",
    ]
)
WORD = re.compile(r"[A-Za-z]{2,}")
SILENT = {"script", "style", "code", "template"}
SPOKEN_ATTRIBUTES = {"title", "placeholder", "aria-label"}


class Reader(HTMLParser):
    """Collects what a page says: text, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs) -> None:
        attributes = dict(attrs)
        self.silent += tag in SILENT
        self.said += [value or "" for name, value in attrs if name in SPOKEN_ATTRIBUTES]
        if tag == "input" and attributes.get("type") in ("submit", "button"):
            self.said.append(attributes.get("value") or "")

    def handle_endtag(self, tag) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data) -> None:
        if not self.silent:
            self.said.append(data)


def english(page: str) -> set[str]:
    """Return the Latin words that a page says and that are no names."""
    reader = Reader()
    reader.feed(page)
    told = unescape(" ".join(reader.said))
    told = re.sub(r"\S+@\S+|https?://\S+|/\S*|\b\w*\d\w*\b", " ", told)
    own = {word.lower() for user in User.objects.all() for word in WORD.findall(user.username)}
    return {word for word in WORD.findall(told) if word.lower() not in ALLOWED | own}


def admin_addresses() -> list[str]:
    found = []
    for model in admin.site._registry:
        place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found += [reverse(f"{place}_changelist"), reverse(f"{place}_add")]
        row = model._default_manager.first()
        if row is not None:
            found += [reverse(f"{place}_{page}", args=[row.pk]) for page in ("change", "history", "delete")]
    return [reverse("admin:index"), reverse("admin:password_change"), *found]


def test_no_page_of_the_admin_shows_english(cast, client):
    cast.administrator.is_staff = cast.administrator.is_superuser = True
    cast.administrator.save()
    client.force_login(cast.administrator)
    found = {}
    for address in admin_addresses():
        answer = client.get(address)
        if answer.status_code == 200 and (words := english(answer.content.decode())):
            found[address] = sorted(words)
    assert found == {}
