"""Settings, requirements and services are what the documents say."""

import re
from importlib.metadata import version

import pytest

from reports.demo.accounts import ACCOUNTS, PASSWORD
from tests.conventions.source import ROOT, modules

READ = re.compile(r"""\benv(?:\.\w+)?\(\s*"([A-Z_]+)\"""")
REQUIREMENTS = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[\w+\])?==(\S+)\s+# \S.*$")


def test_every_variable_that_the_settings_read_is_documented():
    read = {name for path in modules("campaign_portal") for name in READ.findall(path.read_text("utf-8"))}
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text("utf-8"), re.MULTILINE))
    assert read - documented == set()


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_has_a_reason(path):
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith(("#", "-r"))]
    assert [line for line in lines if not PINNED.match(line)] == []


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_what_is_installed_is_what_is_pinned(path):
    pinned = [match.groups() for line in path.read_text("utf-8").splitlines() if (match := PINNED.match(line))]
    assert [(name, version(name)) for name, _wanted in pinned] == pinned


def test_compose_has_every_service_of_the_design():
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    services = set(re.findall(r"^  ([a-z]+):$", text.split("services:")[1].split("\nvolumes:")[0], re.MULTILINE))
    assert {"web", "worker", "beat", "postgres", "redis"} <= services


def test_compose_has_no_default_secret():
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    secrets = re.findall(r"\$\{((?:\w*(?:SECRET|PASSWORD)\w*)(?::[-?][^}]*)?)\}", text)
    assert [secret for secret in secrets if ":?" not in secret] == []


def test_the_readme_names_every_account_of_the_demonstration():
    text = (ROOT / "README.md").read_text("utf-8")
    assert [account.username for account in ACCOUNTS if f"`{account.username}`" not in text] == []
    assert f"`{PASSWORD}`" in text


def test_every_link_of_the_documents_leads_somewhere():
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    dead = {
        f"{document.relative_to(ROOT)}: {target}"
        for document in documents
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8"))
        if not (document.parent / target).exists()
    }
    assert dead == set()
