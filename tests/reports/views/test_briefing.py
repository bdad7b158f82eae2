"""The cockpit on paper: the numbers of the page, for those who read the page."""

import re
from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader

from command.models import Department
from tests.reports.rows import NOW, days_ago

BRIEFING = "/dashboard.pdf"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def week(city, cast, ticket, closed_ticket):
    ticket(handler=cast.handler)
    ticket(due_at=days_ago(3), point=city.road, handler=cast.other_handler)
    closed_ticket(closed=1, due=0.5)
    closed_ticket(closed=1, due=2, rework_count=1)


def text_of(answer):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


@pytest.fixture
def official(client, cast, week):
    client.force_login(cast.official)
    return client


def test_the_paper_carries_the_numbers_of_the_page(official):
    text = text_of(official.get(BRIEFING, {"period": "7"}))
    page = official.get("/dashboard/", {"period": "7"}).content.decode()
    numbers = re.findall(r'tile-value"><a[^>]*>([^<]+)<', page)
    assert len(numbers) == 8
    assert [number for number in numbers if number not in text] == []
    for words in ("2026-11-14", "2026-11-20", "数据截至 2026-11-20 12:00", "市交通运输局", "3 天", "指标口径"):
        assert words in text


def test_the_paper_says_to_what_it_is_narrowed(official):
    assert "东亭镇" in text_of(official.get(BRIEFING, {"area": "130682106"}))
    assert "全市" in text_of(official.get(BRIEFING))


def test_paper_names_units_and_no_persons(official, cast):
    text = text_of(official.get(BRIEFING))
    assert [person.name for person in vars(cast).values() if hasattr(person, "username") and person.name in text] == []


def test_a_name_that_looks_like_markup_stands_as_it_is(official, city):
    Department.objects.filter(pk=city.transport.pk).update(name="#panic() *局* <b>")
    assert "#panic() *局* <b>" in text_of(official.get(BRIEFING))


def test_an_empty_city_is_a_paper_too(client, cast):
    client.force_login(cast.official)
    text = text_of(client.get(BRIEFING))
    assert "—" in text
    assert "没有超期问题" in text


@pytest.mark.parametrize("role", ["official", "clerk", "administrator", "auditor"])
def test_readers_print_it(role, client, cast):
    client.force_login(getattr(cast, role))
    answer = client.get(BRIEFING)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'inline; filename="briefing-20261120-1200.pdf"'


def test_a_handler_prints_the_own_numbers_and_the_paper_says_so(client, cast, week):
    client.force_login(cast.handler)
    text = text_of(client.get(BRIEFING))
    assert "仅含本人可见范围" in text
    assert "市交通运输局" not in text


def test_others_do_not(client, cast):
    client.force_login(cast.outsider)
    assert client.get(BRIEFING).status_code == 403
