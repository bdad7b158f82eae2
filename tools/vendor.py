"""Copy the libraries of package.json to the places from which they are served: ``make vendor``.

The copies are committed, with the licence of each; VERSIONS.json beside them says version, licence and the SHA-256 of
every file. Nothing else of node_modules is used, and nothing of it is needed to run the portal.
"""

import json
import re
import shutil
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE, TESTS = ROOT / "static/vendor", ROOT / "tests/vendor"
MODULES = ROOT / "node_modules"
SOURCE_MAP = re.compile(rb"\n?/[/*][#@] ?sourceMappingURL=[^\n*]*(?:\*/)?\n?")
MAPPED = {".js", ".css"}


@dataclass(frozen=True)
class Library:
    """One package: its name in the registry, the folder it goes to, and which file becomes which."""

    package: str
    folder: Path
    files: dict[str, str]


LIBRARIES = (
    Library("htmx.org", SITE / "htmx", {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE"}),
    Library(
        "echarts",
        SITE / "echarts",
        {
            "dist/echarts.common.min.js": "echarts.min.js",
            "LICENSE": "LICENSE",
            "NOTICE": "NOTICE",
            "licenses/LICENSE-d3": "LICENSE-d3",
            "../zrender/LICENSE": "LICENSE-zrender",
        },
    ),
    Library(
        "leaflet",
        SITE / "leaflet",
        {
            "dist/leaflet.js": "leaflet.js",
            "dist/leaflet.css": "leaflet.css",
            "dist/images/layers.png": "images/layers.png",
            "dist/images/layers-2x.png": "images/layers-2x.png",
            "dist/images/marker-icon.png": "images/marker-icon.png",
            "dist/images/marker-icon-2x.png": "images/marker-icon-2x.png",
            "dist/images/marker-shadow.png": "images/marker-shadow.png",
            "LICENSE": "LICENSE",
        },
    ),
    Library(
        "leaflet.markercluster",
        SITE / "leaflet.markercluster",
        {
            "dist/leaflet.markercluster.js": "leaflet.markercluster.js",
            "dist/MarkerCluster.css": "MarkerCluster.css",
            "MIT-LICENCE.txt": "LICENSE",
        },
    ),
    Library(
        "axe-core",
        TESTS / "axe",
        {"axe.min.js": "axe.min.js", "LICENSE": "LICENSE", "LICENSE-3RD-PARTY.txt": "LICENSE-3RD-PARTY.txt"},
    ),
)


def copied(source: Path, target: Path) -> str:
    """Copy one file without its reference to a source map, and return the SHA-256 of what was written."""
    content = source.read_bytes()
    if source.suffix in MAPPED:
        content = SOURCE_MAP.sub(b"\n", content)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return sha256(content).hexdigest()


def vendored(library: Library) -> dict[str, object]:
    """Copy one library afresh and return its line of VERSIONS.json."""
    home = MODULES / library.package
    package = json.loads((home / "package.json").read_text("utf-8"))
    shutil.rmtree(library.folder, ignore_errors=True)
    files = {name: copied(home / source, library.folder / name) for source, name in library.files.items()}
    return {"package": library.package, "version": package["version"], "licence": package["license"], "files": files}


def main() -> None:
    """Copy every library and write what was copied."""
    if not MODULES.is_dir():
        sys.exit("Run `npm ci` first: make vendor does.")
    for place in (SITE, TESTS):
        told = {library.folder.name: vendored(library) for library in LIBRARIES if library.folder.parent == place}
        (place / "VERSIONS.json").write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
