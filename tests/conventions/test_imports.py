"""The import order (docs/architecture.md) holds, and a machine would notice if it did not."""

import subprocess
import sys

import pytest

from tests.conventions.source import APPS, PACKAGES, ROOT, domain_modules, imported, modules, shown

# What an app may import of another one (demo: its part of the demonstration city).
PUBLIC = {"models", "choices", "errors", "domain", "demo"}
# What core offers besides: mechanisms that know no campaign.
OFFERED_BY_CORE = {
    "admin",
    "api",
    "bulk",
    "conditional",
    "context",
    "documents",
    "exports",
    "listings",
    "filters",
    "forms",
    "imports",
    "middleware",
    "navigation",
    "paging",
    "panels",
    "passports",
    "periods",
    "tones",
    "personal",
    "qr",
    "record_exports",
    "running",
    "sealed",
    "selects",
    "tables",
    "throttle",
    "views",
    "worktime",
}
UNKNOWN_TO_DOMAIN = (
    "django.http",
    "django.views",
    "django.shortcuts",
    "django.template",
    "django.contrib.messages",
    "django.contrib.admin",
    "rest_framework",
    "celery",
)


def foreign_parts(path) -> set[str]:
    """Return what a module imports of other apps, as ``app.part``."""
    own = path.relative_to(ROOT).parts[0]
    named = (name.split(".") for name in imported(path))
    return {".".join(parts[:2]) for parts in named if parts[0] in PACKAGES and parts[0] != own}


@pytest.mark.parametrize("app", APPS)
def test_of_another_app_only_its_public_parts_are_imported(app):
    allowed = {f"{other}.{part}" for other in APPS for part in PUBLIC} | {f"core.{part}" for part in OFFERED_BY_CORE}
    private = {f"{shown(path)}: {name}" for path in modules(app) for name in foreign_parts(path) - allowed}
    assert private == set()


def test_domain_knows_no_http_and_no_task_queue():
    known = {
        f"{shown(path)}: {name}"
        for path in domain_modules()
        for name in imported(path)
        if name.startswith(UNKNOWN_TO_DOMAIN)
    }
    assert known == set()


@pytest.fixture
def skeleton(tmp_path):
    """The packages with nothing in them, beside the project's contracts."""
    for package in [*PACKAGES, *(f"{app}/domain" for app in APPS), *(f"{app}/views" for app in APPS)]:
        (tmp_path / package).mkdir(parents=True, exist_ok=True)
        (tmp_path / package / "__init__.py").touch()
    for app in APPS:
        (tmp_path / app / "models.py").touch()
        (tmp_path / app / "choices.py").touch()
    (tmp_path / "core" / "worktime.py").touch()
    return tmp_path


def contracts_hold(folder) -> bool:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    options = ["--config", ROOT / ".importlinter", "--no-cache", "--no-logo"]
    return subprocess.run([*command, *options], cwd=folder, capture_output=True, check=False).returncode == 0


def test_an_empty_project_keeps_every_contract(skeleton):
    assert contracts_hold(skeleton)


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("core/models.py", "import command.models"),
        ("command/domain/roles.py", "import inspections.models"),
        ("volunteers/models.py", "import publicity.models"),
        ("publicity/domain/items.py", "import volunteers.domain"),
        ("inspections/views/dashboard.py", "import reports.domain"),
        ("reports/domain/figures.py", "import campaign_portal"),
        ("inspections/domain/tickets.py", "import inspections.views"),
        ("inspections/models.py", "import inspections.domain"),
        ("core/choices.py", "import core.models"),
        ("inspections/domain/sweeps.py", "import celery"),
        ("core/domain/jobs.py", "import rest_framework"),
        ("core/worktime.py", "import django"),
        ("inspections/somewhere.py", "import inspections.models"),
    ],
)
def test_a_wrong_import_breaks_a_contract(skeleton, module, line):
    (skeleton / module).write_text(f"{line}\n")
    assert not contracts_hold(skeleton)
