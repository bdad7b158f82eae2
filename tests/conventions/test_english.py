"""In English no page shows Chinese but data: what the catalogue translates, and what stands in a template."""

import re

import pytest
from django.apps import apps

from tests.conventions.reading import Reader
from tests.conventions.source import ROOT
from tests.conventions.test_walk import busy_city, walk  # noqa: F401 - a fixture
from tools.messages import read_catalogue

CJK = re.compile(r"[\u3400-\u9fff]")
COMMENT = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->|/\*.*?\*/|^\s*//.*$", re.DOTALL | re.MULTILINE)
# Pages of one kind differ in their data, which stays Chinese: the walk in Chinese reads more of each.
OF_ONE_KIND = 2
# The switch names each language in itself.
SELF_NAMED = {"中文"}


def chinese_of_the_catalogue() -> set[str]:
    """Return every translation that is Chinese and stands alone, without anything filled in."""
    told = {text for entry in read_catalogue().values() for text in (entry.msgstr, *entry.msgstr_plural.values())}
    return {text for text in told if CJK.search(text) and "%" not in text and len(text) > 1} - SELF_NAMED


def data() -> set[str]:
    """Return every name in the database: data has no language to choose."""
    named = [model for model in apps.get_models() if any(field.name == "name" for field in model._meta.fields)]
    return {name for model in named for name in model._default_manager.values_list("name", flat=True)}


@pytest.mark.parametrize("role", ["clerk", "handler", "inspector", "official", "administrator"])
def test_no_page_in_english_keeps_a_sentence_of_the_catalogue_in_chinese(busy_city, client, role):  # noqa: F811
    client.force_login(getattr(busy_city, role))
    client.cookies["django_language"] = "en"
    ours = chinese_of_the_catalogue() - data()
    left = {}
    for address, (status, text) in walk(client, of_one_kind=OF_ONE_KIND).items():
        assert status == 200, address
        found = {said.strip() for said in Reader(text).said} & ours
        if found:
            left[address] = sorted(found)
    assert left == {}


def test_no_template_and_no_script_holds_chinese_of_its_own():
    places = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("static/js/*.js")]
    found = {
        str(place.relative_to(ROOT)): sorted(set(CJK.findall(COMMENT.sub("", place.read_text("utf-8")))))
        for place in places
    }
    assert {place: letters for place, letters in found.items() if letters} == {}
