"""Libraries of others are what their record says: unchanged, pinned, with their licence, served without a network."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from tests.conventions.source import ROOT

PLACES = [ROOT / "static/vendor", ROOT / "tests/vendor"]
STORAGE = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}


def record(place: Path) -> dict[str, dict]:
    return json.loads((place / "VERSIONS.json").read_text("utf-8"))


def hashed(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.parent.name)
def test_every_vendored_file_is_the_one_that_was_copied(place):
    assert {folder.name: hashed(folder) for folder in place.iterdir() if folder.is_dir()} == {
        name: library["files"] for name, library in record(place).items()
    }


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.parent.name)
def test_every_vendored_library_comes_with_its_licence(place):
    bare = [
        name for name, library in record(place).items() if "LICENSE" not in library["files"] or not library["licence"]
    ]
    assert bare == []


def test_the_copied_versions_are_those_of_the_package_file():
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    copied = [library for place in PLACES for library in record(place).values()]
    assert {library["package"]: library["version"] for library in copied} == wanted


def test_the_lock_names_no_server():
    assert "://" not in (ROOT / "package-lock.json").read_text("utf-8")


def test_every_asset_finds_what_it_refers_to_once_names_are_hashed(tmp_path):
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=STORAGE):
        call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
