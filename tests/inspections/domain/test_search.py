"""Full-text search: what was written is found, by any part of it, by those who may see it."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspections.choices import Source
from inspections.domain import search, texts, tickets
from inspections.errors import SearchTooLong
from inspections.models import Ticket, TicketText
from tests.inspections.times import on

pytestmark = pytest.mark.django_db
# Chinese, what stands between it, and what means something to a database.
SIGNS = st.sampled_from("门口堆放杂物影响通行垃圾，。（）“”ＡＢab12％%_\\'\"&|!:*()- \n\t")
TEXT = st.text(SIGNS | st.characters(exclude_categories=["Cs", "Cc"]), min_size=2, max_size=40)


def found(text: str) -> list[str]:
    return list(search.find(text).narrow(Ticket.objects.all()).values_list("number", flat=True))


@pytest.fixture
def ticket(desk) -> Ticket:
    return desk.report(description="市场东门外堆放垃圾，请清运（约3立方米）", place="东门外20米")


@pytest.mark.parametrize(
    "text",
    [
        "堆放垃圾",
        "垃圾",
        "堆",
        "）",
        "东门外20",
        "20米",
        "3立方",
        "北街",
        "bjnm",
        "dz00001",
        "垃圾 北街",
        "（约３立方",
        "(约3",
    ],
)
def test_a_ticket_is_found_by_any_part_of_what_is_written(ticket, text):
    assert found(text) == [ticket.number]


@pytest.mark.parametrize(
    "text", ["堆垃圾", "垃圾堆放", "西庄", "垃圾 西庄", "%", "_", "堆%垃圾", "堆_垃", "'", "\\", "*", "!"]
)
def test_what_is_not_written_is_not_found_and_no_sign_stands_for_another(ticket, text):
    assert found(text) == []


def test_a_ticket_is_found_by_its_number_and_by_the_beginning_and_end_of_it(ticket):
    assert [found(text) for text in (ticket.number, ticket.number[:8], ticket.number[-4:])] == [[ticket.number]] * 3


def test_what_somebody_noted_later_is_found(desk, ticket):
    tickets.attach(ticket, by=desk.cast.clerk, at=on("09:30"), note="物业称明日清运")
    assert found("物业 堆放") == [ticket.number]


def test_a_point_is_found_by_its_new_name(ticket):
    ticket.point.name = "南关集贸市场"
    ticket.point.save()
    assert (found("南关集贸"), found("北街")) == ([ticket.number], [])


def test_only_the_row_scope_is_searched(desk, ticket):
    scopes = [Ticket.objects.visible_to(person) for person in (desk.cast.inspector, desk.cast.other_handler)]
    assert [search.find("垃圾").narrow(rows).count() for rows in scopes] == [1, 0]


def test_what_nobody_types_is_refused():
    for text in ("垃" * (search.LONGEST + 1), " ".join("一二三四五六七八九")):
        with pytest.raises(SearchTooLong, match=rf"{search.LONGEST}\D+{search.MOST_WORDS}\D"):
            search.words_of(text)


def test_an_empty_search_narrows_nothing(ticket):
    assert found(" 　\n") == [ticket.number]


def test_a_pair_of_characters_of_which_the_statistics_know_that_it_stands_everywhere_is_found(
    city, monkeypatch, category
):
    monkeypatch.setattr(search, "FEW", 20)
    facts = {"point": city.market, "area": city.north, "category": category, "reported_at": on("09:00")}
    rows = [Ticket(number=f"T{n}", source=Source.PATROL, description="堆放垃圾", **facts) for n in range(100)]
    texts.write(Ticket.objects.bulk_create(rows))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {TicketText._meta.db_table}")
    everywhere = search.find("垃圾")
    assert (everywhere.ids, everywhere.narrow(Ticket.objects.all()).count()) == (None, 100)
    assert search.find("油污").ids == []


def test_nothing_is_written_where_nothing_is_noted(desk, ticket):
    before = TicketText.objects.get().body
    desk.dispatched(ticket=ticket)
    assert TicketText.objects.get().body == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT, data=st.data())
def test_every_part_of_two_or_more_characters_finds_its_ticket(city, category, text, data):
    facts = {"point": city.market, "area": city.north, "category": category, "reported_at": on("09:00")}
    ticket = Ticket.objects.create(number="T1", source=Source.PATROL, state="reported", description=text, **facts)
    texts.write([ticket])
    start = data.draw(st.integers(0, len(text) - 2))
    part = text[start : data.draw(st.integers(start + 2, len(text)))]
    try:
        assert list(search.find(part).narrow(Ticket.objects.all())) == [ticket]
    except SearchTooLong:
        assert len(part.split()) > search.MOST_WORDS
    finally:
        ticket.delete()
