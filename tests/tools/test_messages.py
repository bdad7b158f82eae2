"""The catalogue tool: what it keeps, what it names, what it writes."""

import gettext
import os

import polib
import pytest

from tools import messages


def entry(msgid: str, msgstr: str = "", **details) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **details)


def as_entries(*entries: polib.POEntry) -> messages.Entries:
    return {messages.key_of(one): one for one in entries}


def test_extraction_keeps_translations_and_drops_what_is_no_longer_used():
    found = as_entries(entry("due"), entry("closed"))
    kept = as_entries(entry("closed", "已销号"), entry("gone", "没有了"))
    assert [(one.msgid, one.msgstr) for one in messages.merged(found, kept)] == [("closed", "已销号"), ("due", "")]


def test_a_fuzzy_translation_is_not_kept():
    kept = as_entries(entry("closed", "关闭", flags=["fuzzy"]))
    assert [one.msgstr for one in messages.merged(as_entries(entry("closed")), kept)] == [""]


def test_a_catalogue_merged_line_by_line_is_read_with_the_first_translation(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(
        'msgid "area"\nmsgstr "区划"\nmsgstr "区域"\n\nmsgid "unit"\nmsgstr ""\n\nmsgid "unit"\nmsgstr "单位"\n',
        "utf-8",
    )
    assert {key[1]: one.msgstr for key, one in messages.read_catalogue(path).items()} == {
        "area": "区划",
        "unit": "单位",
    }


@pytest.mark.parametrize(
    ("translated", "said"),
    [
        ([], ["not translated: 'Only %(count)s rows.'"]),
        ([entry("Only %(count)s rows.", "只有若干行。")], ["placeholders differ: 'Only %(count)s rows.'"]),
        ([entry("Only %(count)s rows.", "只有 %(count)s 行。")], []),
        (
            [entry("Only %(count)s rows.", "只有 %(count)s 行。"), entry("old", "旧")],
            ["no longer used: 'old'"],
        ),
    ],
)
def test_the_check_names_each_problem(translated, said):
    found = as_entries(entry("Only %(count)s rows."))
    assert list(messages.problems(found, as_entries(*translated))) == said


def test_a_plural_takes_the_placeholders_of_either_source_form():
    one = entry("one row", msgid_plural="%(count)s rows", msgstr_plural={0: "%(count)s 行"})
    assert list(messages.problems(as_entries(one), as_entries(one))) == []


def test_the_catalogue_is_compiled_only_when_it_is_newer(tmp_path, monkeypatch):
    path = tmp_path / "django.po"
    messages.merged(as_entries(entry("area")), as_entries(entry("area", "区划"))).save(str(path))
    monkeypatch.setattr(messages, "CATALOGUE", path)

    assert (messages.compile_if_changed(), messages.compile_if_changed()) == (True, False)
    os.utime(path, (4_000_000_000, 4_000_000_000))
    assert messages.compile_if_changed()
    with path.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("area") == "区划"
