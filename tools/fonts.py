"""Cuts the fonts of printed papers out of Debian's fonts-noto-cjk: the simplified Chinese that GBK holds.

``python -m tools.fonts`` writes them under ``core/assets/fonts``. Needed again only when the set of
characters grows: the results are committed, so that no machine needs the package to print.
"""

import argparse
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

SOURCE = Path("/usr/share/fonts/opentype/noto")
TARGET = Path(__file__).parent.parent / "core" / "assets" / "fonts"
WEIGHTS = ("Regular", "Bold")
FAMILY = "Noto Sans CJK SC"
# Names of people and places that GBK lacks (GB 18030-2022, levels 1 and 2), and signs of official papers.
RARE = "䶮㛃㮾㸃䌹䴖䏝䥽䲠〇①②③④⑤⑥⑦⑧⑨⑩㎡℃±×÷≥≤→←↑↓▲▼△▽●○■□◆◇★☆—…“”‘’·¥€"
LATIN = range(0x20, 0x250)
# Not locl: it would bring the Japanese, Korean and traditional shapes of every character.
FEATURES = ["ccmp", "kern", "mark", "palt", "tnum"]


def characters() -> set[int]:
    """Return the code points to keep: all that GBK can write, Latin, and the rare ones."""
    return gbk() | set(LATIN) | {ord(character) for character in RARE}


def gbk() -> set[int]:
    """Return every code point of GBK."""
    pairs = (bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    return {ord(found) for pair in pairs if len(found := pair.decode("gbk", "ignore")) == 1}


def cut(weight: str) -> Path:
    """Write the subset of one weight, without hints, and return its path."""
    font = _of_family(TTCollection(SOURCE / f"NotoSansCJK-{weight}.ttc"))
    options = subset.Options(
        layout_features=FEATURES,
        hinting=False,
        drop_tables=["BASE", "vhea", "vmtx", "VORG"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters())
    cutter.subset(font)
    path = TARGET / f"NotoSansCJKsc-{weight}.otf"
    font.save(path)
    return path


def _of_family(fonts: TTCollection) -> TTFont:
    return next(font for font in fonts if font["name"].getDebugName(1) == FAMILY)


def main() -> None:
    """Write every weight and say how large it is."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        path = cut(weight)
        print(f"{path.name}: {path.stat().st_size / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
