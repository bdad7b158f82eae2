import base64
from urllib.parse import unquote_to_bytes

from core import qr
from tests import scanner

ADDRESS = "https://chuangcheng.example/c/80000-12.Zt1sVjP2sq0M7sQbqk3nXw/"


def drawn(text):
    kind, data = qr.image(text).split(",", 1)
    return base64.b64decode(data) if kind.endswith("base64") else unquote_to_bytes(data)


def test_a_code_of_a_page_is_read_as_it_was_made():
    assert scanner.read_svg(drawn(ADDRESS)) == ADDRESS


def test_a_code_of_a_paper_is_read_as_it_was_made():
    assert scanner.read_svg(qr.svg(ADDRESS).encode()) == ADDRESS


def test_a_code_with_a_spot_of_dirt_is_read():
    spot = b'<circle cx="62%" cy="62%" r="14%" fill="#765"/></svg>'
    assert scanner.read_svg(drawn(ADDRESS).replace(b"</svg>", spot)) == ADDRESS
