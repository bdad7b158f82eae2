"""The project's own source, as the convention tests read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("core", "command", "inspections", "volunteers", "publicity", "reports")
PACKAGES = (*APPS, "campaign_portal")


def modules(*packages: str) -> Iterator[Path]:
    """Yield the Python files of the packages, migrations left out."""
    for package in packages:
        yield from (path for path in sorted((ROOT / package).rglob("*.py")) if "migrations" not in path.parts)


def domain_modules() -> list[Path]:
    return [path for path in modules(*APPS) if path.relative_to(ROOT).parts[1] == "domain"]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> set[str]:
    """Return the dotted names that a module imports; ``from a import b`` gives ``a.b``."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))
