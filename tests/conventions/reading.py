"""What a page says and where it leads, as a reader meets it."""

import re
from html import unescape
from html.parser import HTMLParser

WORD = re.compile(r"[A-Za-z]{2,}")
# Names of formats, standards, units and libraries, which have no Chinese.
NAMES = frozenset(
    WORD.findall(
        "ctrl "
        "geojson "
        "xlsx xls csv zip utf gb gbk gcj wgs gps excel id ip pdf ods jpeg mb api ldap cj english inline chinesecalendar"
    )
)
# Addresses, codes, masked secrets, and what one program tells another (the payload of a job).
NOT_WORDS = re.compile(r"\{[^{}]*\}|\S+@\S+|https?://\S+|\w+(?:\.\w+)+\S*|\S*\*\*\S*|\b\w*\d\w*\b")
SILENT = {"script", "style", "code", "template", "kbd"}
SPOKEN_ATTRIBUTES = {"title", "placeholder", "aria-label"}


class Reader(HTMLParser):
    """Collects the text of a page, the attributes that are read out, and the addresses of its links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self._silent = 0
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._silent += tag in SILENT
        self.said += [value for name, value in attributes.items() if name in SPOKEN_ATTRIBUTES]
        if tag == "a" and attributes.get("href"):
            self.links.append(unescape(attributes["href"]))
        if tag == "input" and attributes.get("type") in ("submit", "button"):
            self.said.append(attributes.get("value", ""))

    def handle_endtag(self, tag) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data) -> None:
        if not self._silent:
            self.said.append(data)


def english(page: str, *, names: frozenset[str] = frozenset()) -> set[str]:
    """Return the Latin words that a page says and that are no names."""
    told = NOT_WORDS.sub(" ", " ".join(Reader(page).said))
    return {word for word in WORD.findall(told) if word.lower() not in NAMES | names}
