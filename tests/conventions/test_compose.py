"""docker-compose.yml and Dockerfile against the code: no container engine is needed to see that they fit."""

import re
import shutil
import sys
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from tests.conventions.source import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat")
VARIABLE = re.compile(r"\$\{(\w+)(?::?[-?]|\})")


def installed(program: str) -> bool:
    return bool(shutil.which(program, path=Path(sys.executable).parent))


def documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text("utf-8"), re.MULTILINE))


def test_every_service_of_a_city_is_there():
    assert set(SERVICES) == {*OURS, "proxy", "postgres", "redis"}


def test_every_variable_is_documented():
    asked = set(VARIABLE.findall((ROOT / "docker-compose.yml").read_text("utf-8")))
    given = {name for service in OURS for name in SERVICES[service]["environment"]}
    assert (asked | given) - documented() == set()


def test_a_secret_without_a_value_is_refused_in_a_sentence():
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    secrets = re.findall(r"\$\{(?:SECRET_KEY|\w+_PASSWORD)([^}]*)\}", text)
    assert secrets
    assert [rest for rest in secrets if not re.fullmatch(r":\?[^}]{20,}", rest)] == []


@pytest.mark.parametrize("name", ["web", "worker", "beat", "proxy", "postgres", "redis"])
def test_every_service_has_a_health_check_and_comes_back(name):
    assert SERVICES[name]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["migrate", "worker", "beat"])
def test_every_command_exists(name):
    program, *words = SERVICES[name]["command"]
    assert installed(program)
    if program == "celery":
        assert import_module(words[words.index("-A") + 1]).celery_app.main == "campaign_portal"


def test_the_image_serves_the_application_that_exists():
    command = re.search(r"^CMD \[(.*)\]$", dockerfile().replace("\\\n", ""), re.MULTILINE).group(1)
    program, *words = re.findall(r'"([^"]*)"', command)
    module, _, name = words[-1].partition(":")
    assert installed(program)
    assert callable(getattr(import_module(module), name))


def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text("utf-8")


def test_the_image_does_not_run_as_root():
    assert re.findall(r"^USER (\w+)$", dockerfile(), re.MULTILINE) == ["portal"]


def test_files_are_kept_in_volumes():
    named = {mount.partition(":")[0] for service in SERVICES.values() for mount in service.get("volumes", [])}
    assert set(COMPOSE["volumes"]) <= named
    assert [name for name in named if name.startswith("./") and not Path(ROOT, name).exists()] == []
    media = SERVICES["web"]["environment"].get("MEDIA_ROOT") or re.search(r"MEDIA_ROOT=(\S+)", dockerfile()).group(1)
    assert all(f"media:{media}" in SERVICES[name]["volumes"] for name in ("web", "worker"))


def test_nobody_starts_before_the_migrations():
    waits = {SERVICES[name]["depends_on"]["migrate"]["condition"] for name in ("web", "worker", "beat")}
    assert waits == {"service_completed_successfully"}
