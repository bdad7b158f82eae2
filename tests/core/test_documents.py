"""Papers: what is typed stands on them as it was typed, in the portal's own fonts."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from core import documents
from tools.fonts import FAMILY, RARE, TARGET, WEIGHTS, gbk

AT = datetime(2026, 11, 24, 1, 2, 3, 456789, tzinfo=UTC)
PROBE = """#import "/core/assets/papers/paper.typ": *
#let data = json(bytes(sys.inputs.data))
#show: paper.with(title: data.title, meta: ("",))
#data.text
#sheet((1fr, auto), ("名称", "件"), (("甲", text(weight: "bold", "2")),))
#lines(("11-01", "11-02"), (0, 3), (2, 0), ("新增", "销号"))
"""


@pytest.fixture
def paper(tmp_path):
    """Return a function that puts a text on a paper."""
    (documents.ROOT / "var").mkdir(exist_ok=True)
    template = documents.ROOT / "var" / f"probe-{tmp_path.name}.typ"
    template.write_text(PROBE, "utf-8")
    yield lambda text: documents.pdf(f"var/{template.name}", {"title": "点位情况", "text": text}, at=AT)
    template.unlink()


def read(pdf):
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\n", "")


@pytest.mark.parametrize(
    "typed", ["#panic(1)", "*粗* _斜_", "<script>alert(1)</script>", "$x^2$ @here `raw`", "= 标题", '"\\u{41}']
)
def test_what_looks_like_markup_is_text(paper, typed):
    assert typed in read(paper(typed))


def test_rare_characters_of_names_are_printed(paper):
    assert "䶮㛃" in read(paper("䶮㛃"))


def test_the_same_data_make_the_same_paper(paper):
    assert paper("一") == paper("一")


def test_a_paper_carries_the_portals_fonts_and_no_others(paper):
    page = PdfReader(BytesIO(paper("Aa 一 1"))).pages[0]
    names = {font.get_object()["/BaseFont"].partition("+")[2] for font in page["/Resources"]["/Font"].values()}
    assert {name.partition("-Identity")[0] for name in names} == {"NotoSansCJKsc-Regular", "NotoSansCJKsc-Bold"}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_font_holds_every_character_of_gbk_and_stays_small(weight):
    path = TARGET / f"NotoSansCJKsc-{weight}.otf"
    with TTFont(path, lazy=True) as font:
        family, held = font["name"].getDebugName(1), font.getBestCmap().keys()
    assert family == FAMILY
    assert {chr(code) for code in gbk() - held if chr(code).isalnum()} == set()
    assert {character for character in RARE if ord(character) not in held} == set()
    assert path.stat().st_size <= 5 * 2**20
