"""Drawn street scenes: each kind of problem before, and the same place clean after. No photo of a real place."""

from collections.abc import Callable
from functools import cache
from random import Random

from PIL import Image, ImageDraw, ImageFont

from core.documents import FONTS

SIZE = (1280, 960)
HORIZON, KERB = 520, 700
Draw = ImageDraw.ImageDraw
SKIES = ("#bcd6ea", "#cfdde6", "#d9e4ee", "#b3cfe0")
WALLS = ("#d8c3a5", "#c9b8a0", "#b7c4c9", "#cbb7b0", "#bfb39b")
SIGNS = ("#a33b2e", "#2e6a8f", "#3f7d4e", "#8a5a2b")


def draw(kind: str, variant: int, *, after: bool, label: str) -> Image.Image:
    """Return the scene of ``kind`` as it was found, or ``after`` the work, with a label in the corner."""
    rng = Random(f"{kind}-{variant}")  # noqa: S311 - a drawing, not a secret
    image = Image.new("RGB", SIZE, rng.choice(SKIES))
    pen = ImageDraw.Draw(image)
    _street(pen, rng)
    if not after:
        PROBLEMS[kind](pen, rng)
    _stamp(pen, label)
    return image


def _street(pen: Draw, rng: Random) -> None:
    left = 0
    while left < SIZE[0]:
        width = rng.randint(190, 330)
        _house(pen, rng, left, width)
        left += width
    pen.rectangle((0, HORIZON, SIZE[0], KERB), fill="#c3bdb2")
    for x in range(0, SIZE[0], 64):
        pen.line((x, HORIZON, x - 40, KERB), fill="#b2aca1", width=2)
    pen.rectangle((0, HORIZON + 80, SIZE[0], HORIZON + 104), fill="#d3b04c")
    pen.rectangle((0, KERB, SIZE[0], KERB + 16), fill="#9a958c")
    pen.rectangle((0, KERB + 16, SIZE[0], SIZE[1]), fill="#6d7074")
    for x in range(rng.randint(0, 120), SIZE[0], 220):
        pen.rectangle((x, 830, x + 110, 842), fill="#e8e6df")
    for x in (rng.randint(90, 300), rng.randint(800, 1100)):
        _tree(pen, x)


def _house(pen: Draw, rng: Random, left: int, width: int) -> None:
    top = rng.randint(120, 260)
    pen.rectangle((left, top, left + width, HORIZON), fill=rng.choice(WALLS), outline="#8d8271", width=2)
    for y in range(top + 26, 400, 66):
        for x in range(left + 24, left + width - 44, 62):
            pen.rectangle((x, y, x + 36, y + 42), fill="#7f9db0", outline="#f2efe8", width=3)
    pen.rectangle((left + 10, 408, left + width - 10, 442), fill=rng.choice(SIGNS))
    pen.rectangle((left + 22, 448, left + width - 22, HORIZON), fill="#8ea3ad", outline="#5f6a70", width=3)


def _tree(pen: Draw, x: int) -> None:
    pen.rectangle((x - 9, 360, x + 9, HORIZON + 66), fill="#6b4f37")
    for dx, dy, size in ((-56, 300, 62), (0, 262, 76), (54, 304, 60)):
        pen.ellipse((x + dx - size, dy - size, x + dx + size, dy + size), fill="#5f8a4f")
    pen.rectangle((x - 40, HORIZON + 58, x + 40, HORIZON + 72), fill="#4e4437")


def _stamp(pen: Draw, label: str) -> None:
    font = _font()
    pen.rectangle((0, SIZE[1] - 52, 30 + pen.textlength(label, font), SIZE[1]), fill="#20262c")
    pen.text((16, SIZE[1] - 44), label, fill="#f5d76e", font=font)


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / "NotoSansCJKsc-Regular.otf"), 30)


def _litter(pen: Draw, rng: Random) -> None:
    for _ in range(26):
        x, y = rng.gauss(640, 130), rng.gauss(650, 28)
        color = rng.choice(("#2f2f33", "#e9e9ea", "#c7402f", "#3b6fb0", "#e0b94f"))
        size = rng.randint(12, 46)
        pen.ellipse((x, y, x + size * 1.4, y + size), fill=color, outline="#3a3a3a")


def _bikes(pen: Draw, rng: Random) -> None:
    for n in range(7):
        x, y = 270 + n * 104 + rng.randint(-26, 26), 636 + rng.randint(-26, 30)
        for wheel in (x, x + 92):
            pen.ellipse((wheel - 34, y - 34, wheel + 34, y + 34), outline="#26282b", width=7)
        color = rng.choice(("#d9482b", "#2b7fd9", "#f0b429", "#3b8f5a"))
        pen.line((x, y, x + 40, y - 52, x + 92, y), fill=color, width=9, joint="curve")
        pen.line((x + 40, y - 52, x + 34, y - 78, x + 58, y - 80), fill="#26282b", width=7)


def _stickers(pen: Draw, rng: Random) -> None:
    for _ in range(22):
        x, y = rng.randint(180, 1060), rng.randint(290, 470)
        color = rng.choice(("#fffdf4", "#fff2a8", "#f7d5d5", "#dcebfa"))
        pen.rectangle((x, y, x + 58, y + 40), fill=color, outline="#a49f95")
        for line in range(3):
            pen.line((x + 7, y + 10 + line * 10, x + 49, y + 10 + line * 10), fill="#b1392c", width=3)


def _hole(pen: Draw, rng: Random) -> None:
    for _ in range(3):
        x, y = rng.randint(260, 900), rng.randint(770, 850)
        wide = rng.randint(90, 190)
        pen.ellipse((x, y, x + wide, y + wide // 3), fill="#3f4246", outline="#2b2d30", width=5)
        pen.ellipse((x + 22, y + 10, x + wide - 24, y + wide // 3 - 8), fill="#586b78")


def _stalls(pen: Draw, rng: Random) -> None:
    for n in range(3):
        x = 220 + n * 310 + rng.randint(-30, 30)
        pen.polygon([(x - 20, 520), (x + 210, 520), (x + 180, 462), (x + 10, 462)], fill=rng.choice(SIGNS))
        pen.line((x, 520, x, 664), fill="#55504a", width=7)
        pen.line((x + 190, 520, x + 190, 664), fill="#55504a", width=7)
        pen.rectangle((x, 590, x + 190, 650), fill="#a9865f", outline="#6b5237", width=3)
        for fruit in range(9):
            left = x + 12 + fruit * 19
            pen.ellipse((left, 572, left + 19, 591), fill=rng.choice(("#d94b2b", "#e8a52b", "#6fae3f")))


def _cars(pen: Draw, rng: Random) -> None:
    for n in range(3):
        x, y = 170 + n * 350 + rng.randint(-30, 30), 640 + rng.randint(-10, 24)
        color = rng.choice(("#f0f0ee", "#32363c", "#8f2a26", "#51779c"))
        pen.rounded_rectangle((x, y - 52, x + 280, y + 24), 22, fill=color, outline="#2b2d30", width=3)
        pen.polygon([(x + 52, y - 52), (x + 92, y - 104), (x + 200, y - 104), (x + 238, y - 52)], fill="#9db6c4")
        for wheel in (x + 62, x + 218):
            pen.ellipse((wheel - 31, y - 8, wheel + 31, y + 54), fill="#202225", outline="#8b8f94", width=7)


def _laundry(pen: Draw, rng: Random) -> None:
    pen.line((150, 388, 640, 412, 1130, 384), fill="#3d3d3d", width=4)
    for n in range(8):
        x = 190 + n * 116
        color = rng.choice(("#e7e2f2", "#c94f4f", "#5d8fc4", "#e6c96b", "#9cc49a"))
        pen.rectangle((x, 398, x + 84, 398 + rng.randint(84, 150)), fill=color, outline="#7c7c7c")


def _clutter(pen: Draw, rng: Random) -> None:
    for n in range(11):
        x, size = 330 + n * 58, rng.randint(52, 92)
        y = 668 - (n % 3) * 50
        pen.rectangle((x, y - size, x + size, y), fill=rng.choice(("#b78b57", "#a3764a", "#c9a574")), outline="#6e4f2f")
        pen.line((x, y - size // 2, x + size, y - size // 2), fill="#8a6238", width=3)


def _rubble(pen: Draw, rng: Random) -> None:
    for _ in range(150):
        x = rng.gauss(640, 150)
        y = 690 - max(0.0, 130 - abs(x - 640) * 0.55) * rng.random()
        size = rng.randint(12, 34)
        color = rng.choice(("#9a8f83", "#7f766c", "#b05b44", "#c4bbae"))
        pen.polygon([(x, y), (x + size, y - size * 0.5), (x + size * 1.3, y + size * 0.3)], fill=color)


def _boards(pen: Draw, rng: Random) -> None:
    for n in range(4):
        x = 210 + n * 236 + rng.randint(-24, 24)
        pen.polygon(
            [(x, 680), (x + 20, 540), (x + 120, 540), (x + 140, 680)], fill=rng.choice(SIGNS), outline="#3c3a36"
        )
        for line in range(3):
            pen.line((x + 34, 570 + line * 26, x + 108, 570 + line * 26), fill="#fff6d8", width=7)


def _wires(pen: Draw, rng: Random) -> None:
    for _ in range(14):
        points = [(x, rng.randint(250, 300) + rng.randint(40, 260) * (x % 640) / 640) for x in range(0, 1281, 160)]
        pen.line(points, fill="#2a2a2c", width=rng.choice((3, 4, 6)), joint="curve")


def _puddle(pen: Draw, rng: Random) -> None:
    pen.ellipse((240, 730, 1010, 900), fill="#7d93a1", outline="#5d7380", width=5)
    for _ in range(9):
        x, y = rng.randint(330, 900), rng.randint(760, 860)
        pen.arc((x, y, x + 84, y + 26), 0, 360, fill="#a5bac6", width=3)


PROBLEMS: dict[str, Callable[[Draw, Random], None]] = {
    "litter": _litter,
    "bikes": _bikes,
    "stickers": _stickers,
    "hole": _hole,
    "stalls": _stalls,
    "cars": _cars,
    "laundry": _laundry,
    "clutter": _clutter,
    "rubble": _rubble,
    "boards": _boards,
    "wires": _wires,
    "puddle": _puddle,
}
# Category → scene; the others are drawn as litter.
SCENE_OF = {
    "非机动车乱停放": "bikes",
    "废弃车辆": "cars",
    "机动车乱停放": "cars",
    "黑车拉客": "cars",
    "非法小广告": "stickers",
    "建筑物外立面不洁": "stickers",
    "公交站亭": "stickers",
    "道路破损": "hole",
    "雨水井盖": "hole",
    "污水井盖": "hole",
    "无照经营游商": "stalls",
    "店外经营": "stalls",
    "露天烧烤": "stalls",
    "油烟污染": "stalls",
    "沿街晾挂": "laundry",
    "乱堆物堆料": "clutter",
    "废弃家具设备": "clutter",
    "占道废品收购": "clutter",
    "私搭乱建": "clutter",
    "积存垃圾渣土": "rubble",
    "工地扬尘": "rubble",
    "施工废弃料": "rubble",
    "施工占道": "rubble",
    "占道广告牌": "boards",
    "违章张贴悬挂广告牌匾": "boards",
    "广告招牌破损": "boards",
    "架空线缆损坏": "wires",
    "路灯": "wires",
    "道路积水": "puddle",
    "水域不洁": "puddle",
}
