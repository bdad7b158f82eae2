"""What was searched for is marked where it stands."""

import pytest
from django.utils import timezone

from inspections import highlights
from inspections.domain import tickets

LONG = (
    "市场东门外人行道上有人长期摆摊经营并且堆放货物筐子占用盲道影响行人通行请尽快处理并长期保持多次劝导无效群众反映强烈"
)


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("堆放垃圾", ["垃圾"], "堆放<mark>垃圾</mark>"),
        ("ＡＢ街<垃圾>", ["ab", "垃圾"], "<mark>ＡＢ</mark>街&lt;<mark>垃圾</mark>&gt;"),
        ("垃圾圾", ["垃圾", "圾圾"], "<mark>垃圾圾</mark>"),
        ("没有", ["垃圾"], "没有"),
        (LONG, ["货物筐子"], f"{LONG[:21]}<mark>货物筐子</mark>{LONG[25:48]}…"),
        (LONG, ["强烈"], f"…{LONG[-14:-2]}<mark>强烈</mark>"),
    ],
)
def test_words_are_marked_and_the_text_is_cut_around_the_first(text, words, shown):
    assert highlights.marked(text, words) == shown


@pytest.mark.django_db
def test_the_list_marks_what_was_found_and_shows_the_note_that_tells_why(client, cast, category):
    ticket = tickets.report(
        source="patrol",
        category=category,
        description="门口堆放垃圾",
        point=cast.city.market,
        by=cast.inspector,
        at=timezone.now(),
    )
    tickets.attach(ticket, by=cast.clerk, at=timezone.now(), note="物业称明日清运")
    client.force_login(cast.clerk)
    shown = [client.get("/queue/", {"tab": "all", "q": text}).content.decode() for text in ("垃圾", "清运", "北街")]
    assert "门口堆放<mark>垃圾</mark>" in shown[0]
    assert "办理记录： 物业称明日<mark>清运</mark>" in shown[1]
    assert "<mark>北街</mark>农贸市场" in shown[2]


@pytest.mark.django_db
def test_a_search_that_nobody_types_is_refused_in_words_and_finds_nothing(client, cast):
    client.force_login(cast.clerk)
    answer = client.get("/queue/", {"tab": "all", "q": "垃" * 10_000})
    assert (answer.status_code, "最多输入100个字" in answer.content.decode()) == (200, True)
    assert list(answer.context["page"].object_list) == []
