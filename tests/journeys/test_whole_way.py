"""From the office's lists to 销号: six people import, log, confirm, dispatch, put right, check and close."""

from pathlib import Path

import pytest

from tests.conventions.source import ROOT
from tests.journeys import steps
from tests.journeys.conftest import SitDown
from tests.journeys.seed import add_unit_of_the_town

LISTS = ROOT / "reports" / "demo" / "data"


def bring_in_the_lists(sit_down: SitDown) -> None:
    """Let the administrator import the office's lists as they are, and read the workbook that comes back."""
    administrator = sit_down("admin")
    steps.import_list(administrator, "areas", LISTS / "dingzhou-towns.csv")
    steps.import_list(administrator, "units", LISTS / "units.csv")
    told = steps.import_list(administrator, "points", LISTS / "points-office.xlsx")
    assert [word for word in ("已导入", "不合格 12") if word not in told] == []
    sheet = steps.workbook_of(administrator).active
    messages = [row[sheet.max_column - 1].value for row in sheet.iter_rows()]
    assert len([message for message in messages if message and "不合格" in message]) == 12


def follow_a_problem(sit_down: SitDown, folder: Path) -> None:
    """Let a citizen's report at an imported point, taken by the office, go the whole way."""
    clerk = sit_down("clerk")
    number = steps.log_problem(
        clerk,
        point="DZ00005",
        category="暴露垃圾",
        description="市场东门外堆放垃圾约两立方米",
        photos=[steps.photo(folder, "before-1", "sienna"), steps.photo(folder, "before-2", "peru")],
        source="citizen",
    )
    assert "待核实" in steps.state_of(clerk, number)

    inspector = sit_down("inspector")
    steps.act(inspector, number, "confirm", note="现场属实")

    steps.act(clerk, number, "register")
    assert "待派遣" in steps.state_of(clerk, number)
    steps.act(clerk, number, "dispatch", department="市城市管理综合行政执法局", limit="")

    handler = sit_down("handler")
    handler.page.goto("/work/")
    handler.page.click(f"text={number}")
    handler.page.wait_for_url(f"**/tickets/{number}/")
    steps.act(handler, number, "accept")
    assert "处置中" in steps.state_of(handler, number)
    steps.act(handler, number, "rectify", note="已清运并冲洗", photos=[steps.photo(folder, "after", "seagreen")])
    assert "待核查" in steps.state_of(handler, number)

    other = sit_down("inspector2")
    steps.act(clerk, number, "close", note="现场复核，已清理")
    assert "已销号" in steps.state_of(clerk, number)
    told = clerk.page.inner_text(".timeline")
    assert [word for word in ("立案", "派遣", "接单", "整改反馈", "销号") if word not in told] == []
    steps.wait_for_photos(clerk, number, 3)

    other.expected.add(404)
    other.page.goto(f"/tickets/{number}/")
    assert other.page.title().startswith("没有找到")


@pytest.mark.worker
@pytest.mark.timeout(600)
def test_a_problem_goes_the_whole_way_with_a_real_worker(cast, sit_down, worker, tmp_path):
    add_unit_of_the_town(cast.city)
    bring_in_the_lists(sit_down)
    follow_a_problem(sit_down, tmp_path)


@pytest.mark.worker
@pytest.mark.timeout(600)
def test_a_problem_goes_the_whole_way_on_the_embedded_portal(sit_down_embedded, tmp_path):
    bring_in_the_lists(sit_down_embedded)
    follow_a_problem(sit_down_embedded, tmp_path)
