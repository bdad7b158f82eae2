"""The cockpit beyond its numbers: the drill, the part that htmx asks for, workbooks, the empty city."""

import io
from pathlib import Path

import pytest
import time_machine
from openpyxl import load_workbook

from tests.reports.rows import NOW, days_ago
from tests.reports.views.test_dashboard import numbers, tile

DASHBOARD, WEEK = "/dashboard/", {"period": "7"}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def official(client, cast, ticket, closed_ticket):
    """Two at the market of which one is late, one on the road, one in the town but in none of its communities."""
    city = cast.city
    ticket(dispatched_at=days_ago(2))
    ticket(due_at=days_ago(1), dispatched_at=days_ago(2))
    ticket(point=city.road)
    ticket(point=None, area=city.north, department=city.city_management)
    ticket(point=None, area=city.north_street, department=city.transport, place="桥下")
    closed_ticket(closed=1, due=0.5)
    closed_ticket(closed=9, due=8)
    client.force_login(cast.official)
    return client


def page(client, **asked):
    return client.get(DASHBOARD, {**WEEK, **asked}).content.decode()


@pytest.mark.parametrize("area", ["", "130682002", "130682002X01", "130682106"])
def test_each_number_on_the_way_down_opens_exactly_its_records(area, official):
    linked = numbers(page(official, area=area))
    for address, number in linked:
        assert (address, official.get(address).context["value"].text) == (address, number)


def test_the_way_leads_from_the_city_to_the_town_the_village_and_the_point(official, cast):
    city = cast.city
    assert f'<a href="/dashboard/?period=7&amp;area={city.north.code}" hx-boost="true">{city.north.name}</a>' in page(
        official
    )
    town = page(official, area=city.north.code)
    assert f"area={city.north_street.code}" in town
    assert "本级（未落到下级）" in town
    village = page(official, area=city.north_street.code)
    assert f'<a href="/points/{city.market.code}/">{city.market.name}</a>' in village
    assert "未落到点位" in village


def test_a_village_says_where_it_lies(official, cast):
    crumbs = page(official, area=cast.city.north_street.code).split('class="crumbs"')[1].split("</ol>")[0]
    assert [part in crumbs for part in ("定州市", "北城区街道", "东街社区")] == [True] * 3
    assert 'href="/dashboard/?period=7"' in crumbs


def test_an_area_that_is_no_more_falls_back_to_the_city_and_says_so(official):
    told = page(official, area="130682999")
    assert "链接所指的已不存在，未按它筛选。" in told
    assert "统计期 2026-11-14 至 2026-11-20" in told


def test_to_htmx_only_the_counted_part_is_sent(official):
    whole, part = page(official), official.get(DASHBOARD, WEEK, headers={"HX-Request": "true"})
    assert "HX-Request" in part.headers["Vary"]
    assert ("<!doctype html>" in whole, "<!doctype html>" in part.content.decode()) == (True, False)
    assert tile(part.content.decode(), "new") == tile(whole, "new") == "6"


def test_the_funnel_of_the_week(official):
    funnel = page(official).split("本期问题办理进程")[1].split("</table>")[0]
    assert [number for _address, number in numbers(funnel)] == ["6", "3", "3", "1", "1", "1"]


def test_what_got_worse_is_said_first_and_who_holds_most(official):
    lead = page(official).split('class="lead"')[1].split("</section>")[0]
    assert "需重点关注：按期结案率" in lead
    assert "较上期下降 50.00 个百分点" in lead
    assert "现有超期问题" in lead
    assert "市城市管理综合行政执法局" in lead


def sheet(client, key, **asked):
    """Return the rows of a workbook's first sheet, and its second sheet as pairs."""
    answer = client.get(f"/dashboard/sheets/{key}.xlsx", {**WEEK, **asked})
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows, about = (list(each.iter_rows(values_only=True)) for each in book.worksheets)
    return rows, dict(row[:2] for row in about if row[0])


def test_the_workbook_of_the_units_has_the_numbers_of_the_page_and_what_they_mean(official):
    rows, about = sheet(official, "units")
    assert rows[0] == ("责任单位", "未销号", "超期", "已销号", "按期率", "返工率", "反弹")
    assert rows[1][:5] == ("市城市管理综合行政执法局", 3, 1, 1, 0.5)
    assert "应结案数" in about["按期率"]
    assert about["统计期"] == "2026-11-14 – 2026-11-20"


@pytest.mark.parametrize("key", ["figures", "funnel", "units", "areas", "categories", "days", "overdue"])
def test_every_table_is_a_workbook(key, official):
    rows, about = sheet(official, key)
    assert (len(rows) > 1, about["导出人"]) == (True, "郭志刚")


def test_there_is_no_workbook_of_an_unknown_table(official):
    assert official.get("/dashboard/sheets/beauty.xlsx").status_code == 404


def test_a_workbook_keeps_to_the_row_scope(official, client, cast):
    client.force_login(cast.other_handler)
    rows, _about = sheet(client, "units")
    assert [row[:2] for row in rows[1:]] == [("市交通运输局", 2)]


def test_an_empty_city_shows_dashes_and_no_share_of_nothing(client, cast):
    client.force_login(cast.official)
    empty = page(client)
    assert [tile(empty, key) for key in ("open", "on_time_rate", "closure_rate", "rework_rate")] == ["0", "—", "—", "—"]
    assert "0.0%" not in empty
    assert "没有超期问题" in empty


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_of_a_village_costs_the_same_for_one_and_for_many(rows, official, cast, ticket, count_queries):
    for _ in range(rows):
        ticket(due_at=days_ago(1))
    official.get(DASHBOARD, WEEK)
    assert count_queries(official, f"/dashboard/?period=7&area={cast.city.north_street.code}") <= 15


def test_the_cockpit_has_nothing_inline(official):
    text = page(official)
    assert [bad for bad in (' style="', " onclick=", "<script>") if bad in text] == []
    assert Path("static/vendor/echarts/echarts.min.js").exists()
