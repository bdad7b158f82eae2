"""Every template that is named exists: a name is read only when its page is shown, and some are shown rarely."""

import ast
import re

import pytest
from django.template.loader import get_template

from tests.conventions.source import PACKAGES, ROOT, modules, tree

NAMED_IN_TAG = re.compile(r"{%\s*(?:include|extends)\s[^%]*%}")
QUOTED = re.compile(r"""["']([^"']+\.html)["']""")
WHOLE_NAME = re.compile(r"\w[\w/-]*\.html")
PATTERN = re.compile(r"[\w/*-]+\.html")
TEMPLATES = ROOT / "templates"


def in_templates() -> set[str]:
    """Return the names in ``include`` and ``extends``."""
    texts = (path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))
    return {name for text in texts for tag in NAMED_IN_TAG.findall(text) for name in QUOTED.findall(tag)}


def in_python() -> set[str]:
    """Return the names that a module writes out."""
    nodes = (node for path in modules(*PACKAGES) for node in ast.walk(tree(path)))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {text for text in texts if WHOLE_NAME.fullmatch(text)}


def put_together() -> set[str]:
    """Return the names that a module puts together, with ``*`` for what is filled in."""
    nodes = (node for path in modules(*PACKAGES) for node in ast.walk(tree(path)) if isinstance(node, ast.JoinedStr))
    texts = ("".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values) for node in nodes)
    return {text for text in texts if PATTERN.fullmatch(text)}


@pytest.mark.parametrize("name", sorted(in_templates() | in_python()))
def test_a_named_template_exists(name):
    assert get_template(name).template.name == name


@pytest.mark.parametrize("pattern", sorted(put_together()))
def test_a_name_that_is_put_together_finds_templates(pattern):
    assert [get_template(str(path.relative_to(TEMPLATES))) for path in TEMPLATES.glob(pattern)] != []


def test_names_are_found_in_every_way_that_is_searched():
    assert "base.html" in in_templates()
    assert "404.html" in in_python()
    assert "admin/imports/*.html" in put_together()
