"""Colours have names, in one file; the dark ones are complete, and every word can be read on its ground."""

import re

import pytest

from tests.conventions.source import ROOT, shown

TOKENS = ROOT / "static/css/tokens.css"
OWN = [
    path
    for suffix in ("*.css", "*.js")
    for path in sorted((ROOT / "static").rglob(suffix))
    if "vendor" not in path.parts and path != TOKENS
]
LITERAL = re.compile(
    r"#[0-9a-f]{3,8}\b(?=[^{}]*[;}])|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(|:[^;{}]*\b(?:white|black|red|gray|grey)\b(?!-)(?=\s*[;}])",
    re.IGNORECASE,
)
LINE = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6,8})\b", re.IGNORECASE)
# Text, and the grounds on which it stands.
READ_ON = {
    "ink": ("paper", "ground", "field", "hover", "grey-soft", "accent-soft", "amber-soft"),
    "ink-soft": ("paper", "ground", "grey-soft"),
    "grey": ("paper", "ground", "hover", "grey-soft"),
    "accent": ("paper", "ground", "accent-soft", "field"),
    "red": ("paper", "ground", "red-soft"),
    "amber": ("paper", "ground", "amber-soft"),
    "green": ("paper", "ground", "green-soft"),
    "violet": ("paper", "violet-soft"),
    "on-accent": ("accent", "accent-strong"),
    "on-bar": ("bar", "bar-strong", "bar-hover"),
    "on-alert": ("alert",),
}
# Lines and marks of a chart, and the edge of a field, against what they stand on.
SEEN_ON = {
    "series-new": ("paper", "ground"),
    "series-closed": ("paper", "ground"),
    "edge": ("paper", "ground"),
    "focus": ("ground",),
}


def blocks() -> list[dict[str, str]]:
    """Return the light values, the dark ones of the system, and the chosen dark ones."""
    found = [dict(LINE.findall(part)) for part in re.split(r"\n *color-scheme:", TOKENS.read_text("utf-8"))[1:4]]
    return [{name: value.lower() for name, value in each.items()} for each in found]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_faint(colours: dict[str, str], pairs: dict[str, tuple], least: float) -> list[tuple]:
    found = ((text, ground, contrast(colours[text], colours[ground])) for text, on in pairs.items() for ground in on)
    return [(text, ground, round(ratio, 2)) for text, ground, ratio in found if ratio < least]


@pytest.mark.parametrize("path", OWN, ids=shown)
def test_only_the_tokens_name_a_colour(path):
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert LITERAL.findall(text) == []


def test_black_on_white_has_the_contrast_that_the_standard_gives_it():
    assert contrast("#000000", "#ffffff") == 21


def test_both_ways_to_the_dark_give_the_same_colours():
    light, system, chosen = blocks()
    assert (system, sorted(light)) == (chosen, sorted(chosen))


@pytest.mark.parametrize("which", [0, 2], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_ground(which):
    assert too_faint(blocks()[which], READ_ON, 4.5) == []


@pytest.mark.parametrize("which", [0, 2], ids=["light", "dark"])
def test_every_line_can_be_seen_on_its_ground(which):
    assert too_faint(blocks()[which], SEEN_ON, 3) == []
