"""What holds for every source file: short, told in words, no inline style or script."""

import ast
import re

import pytest

from tests.conventions.source import APPS, PACKAGES, ROOT, domain_modules, modules, shown, tree

MAX_LINES = 500
MAX_FUNCTION_LINES = 50
SOURCES = [*modules(*PACKAGES, "tests", "tools", "bench")]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
INLINE = re.compile(
    r"""<style|\sstyle\s*=|<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE
)
FROM_ELSEWHERE = re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def said(path) -> str:
    """Return a template without its comments, and without names of languages, which are written in themselves."""
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"""lang="zh-hans">[^<]*<""", "<", text)


def own_assets() -> list:
    static = ROOT / "static"
    return [path for suffix in ("*.js", "*.css") for path in static.rglob(suffix) if "vendor" not in path.parts]


def test_no_file_is_longer_than_a_person_reads():
    long = {
        shown(path)
        for path in [*SOURCES, *TEMPLATES, *own_assets()]
        if len(path.read_text("utf-8").splitlines()) > MAX_LINES
    }
    assert long == set()


def test_no_function_is_longer_than_a_screen():
    long = {
        f"{shown(path)}: {node.name}"
        for path in modules(*PACKAGES)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno > MAX_FUNCTION_LINES
    }
    assert long == set()


def test_every_module_of_the_portal_says_what_it_is_for():
    silent = {
        shown(path)
        for path in modules(*PACKAGES)
        if path.read_text("utf-8").strip() and not ast.get_docstring(tree(path))
    }
    assert silent == set()


def test_every_public_function_of_the_domain_says_what_it_does():
    silent = {
        f"{shown(path)}: {node.name}"
        for path in domain_modules()
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    }
    assert silent == set()


def test_every_test_folder_mirrors_an_app():
    known = {*PACKAGES, "tools", "bench", "conventions", "journeys", "worker", "vendor"}
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders - known == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_a_template_keeps_the_content_security_policy(path):
    text = said(path)
    assert INLINE.findall(text) + FROM_ELSEWHERE.findall(text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_a_template_speaks_through_the_catalogue(path):
    assert CHINESE.findall(said(path)) == []


def test_no_asset_asks_another_server():
    asking = {
        shown(path)
        for path in own_assets()
        if re.search(r"""(?:url\(|["'])\s*(?:https?:)?//""", path.read_text("utf-8"))
    }
    assert asking == set()


def test_every_app_stands_in_the_import_order():
    folders = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert folders == set(APPS)
