"""The message catalogue: one file for the whole project, complete, sorted, without locations.

``python -m tools.messages extract`` brings every string of the code into the catalogue and keeps what is translated;
``check`` names what lacks a translation; ``compile`` writes the ``.mo`` file that the portal reads.
"""

import contextlib
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = "zh_Hans"
CATALOGUE = ROOT / "locale" / LOCALE / "LC_MESSAGES" / "django.po"
IGNORED = ["tests/*", "bench/*", "tools/*", "docs/*", "var/*", "staticfiles/*", "static/vendor/*"]
HEADER = {
    "Project-Id-Version": "campaign-portal",
    "Language": LOCALE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[-#0 +.\d]*[a-zA-Z]|(?<!%)%[-#0 +.\d]*[sdfr]|\{\w*\}")
SECOND_TRANSLATION = re.compile(r'(^msgstr(?:\[0\])? (?:".*"\n)+)(?:msgstr(?:\[0\])? (?:".*"\n)+)+', re.MULTILINE)

Key = tuple[str, str]
Entries = dict[Key, polib.POEntry]


def key_of(entry: polib.POEntry) -> Key:
    """Return what makes a message one: its context and its source string."""
    return entry.msgctxt or "", entry.msgid


def read_catalogue(path: Path = CATALOGUE) -> Entries:
    """Return the messages of the catalogue.

    Branches are merged line by line (``merge=union``), so a message may stand there twice, or with two
    translations. The first translation stays.
    """
    if not path.exists():
        return {}
    entries: Entries = {}
    for entry in polib.pofile(SECOND_TRANSLATION.sub(r"\1", path.read_text("utf-8"))):
        if key_of(entry) not in entries or not entries[key_of(entry)].translated():
            entries[key_of(entry)] = entry
    return entries


def extracted() -> Entries:
    """Return every translatable string of the project, as Django's own extraction finds it (needs GNU gettext)."""
    from django.core.management import call_command
    from django.core.management.commands import makemessages

    found: Entries = {}

    class Collect(makemessages.Command):
        def write_po_file(self, potfile: str, locale: str) -> None:
            found.update({key_of(entry): entry for entry in polib.pofile(potfile)})

    with contextlib.chdir(ROOT):
        call_command(Collect(), locale=[LOCALE], ignore_patterns=IGNORED, no_location=True, no_wrap=True, verbosity=0)
    return found


def merged(found: Entries, kept: Entries) -> polib.POFile:
    """Return a catalogue of exactly the ``found`` messages, with the translations that were ``kept``."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = HEADER
    for key in sorted(found):
        entry = polib.POEntry(msgid=key[1], msgctxt=key[0] or None, msgid_plural=found[key].msgid_plural)
        old = kept.get(key)
        if old and "fuzzy" not in old.flags:
            entry.msgstr, entry.msgstr_plural = old.msgstr, old.msgstr_plural
        if entry.msgid_plural:
            entry.msgstr, entry.msgstr_plural = "", entry.msgstr_plural or {0: entry.msgstr}
        catalogue.append(entry)
    return catalogue


def extract() -> int:
    """Write the catalogue anew and return how many messages still lack a translation."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue = merged(extracted(), read_catalogue())
    catalogue.save(str(CATALOGUE))
    return len(catalogue.untranslated_entries())


def problems(found: Entries, kept: Entries) -> Iterator[str]:
    """Yield one line for each message that is missing, untranslated, stale or whose placeholders differ."""
    for key in sorted(found.keys() | kept.keys()):
        entry = kept.get(key)
        if key not in found:
            yield f"no longer used: {key[1]!r}"
        elif entry is None or not entry.translated():
            yield f"not translated: {key[1]!r}"
        elif not _placeholders_agree(entry):
            yield f"placeholders differ: {key[1]!r}"


def _placeholders_agree(entry: polib.POEntry) -> bool:
    translations = list(entry.msgstr_plural.values()) or [entry.msgstr]
    wanted = [Counter(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
    return all(Counter(PLACEHOLDER.findall(text)) in wanted for text in translations)


def compile_if_changed() -> bool:
    """Write the ``.mo`` file where it is missing or older than the catalogue; answer whether it was written."""
    compiled = CATALOGUE.with_suffix(".mo")
    if not CATALOGUE.exists() or (compiled.exists() and compiled.stat().st_mtime >= CATALOGUE.stat().st_mtime):
        return False
    kept = read_catalogue()
    draft = compiled.with_suffix(f".{os.getpid()}")
    merged(kept, kept).save_as_mofile(str(draft))
    draft.replace(compiled)
    return True


def main(command: str) -> int:
    """Carry out ``extract``, ``check`` or ``compile``; return the exit code."""
    if command == "compile":
        compile_if_changed()
        return 0
    _set_up_django()
    if command == "extract":
        print(f"{extract()} messages lack a translation in {CATALOGUE.relative_to(ROOT)}")
        return 0
    found = list(problems(extracted(), read_catalogue()))
    print("\n".join([*found, f"translations: {len(found)} problems"]) if found else "translations: complete")
    return 1 if found else 0


def _set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campaign_portal.settings")
    django.setup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
