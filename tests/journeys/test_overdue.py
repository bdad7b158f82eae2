"""A problem nobody handles: a worker reminds, then drafts a supervision card, and the office settles it."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.models import SpecialDay, WorkPeriod
from inspections.models import Ticket
from inspections.tasks import sweep


@pytest.fixture
def always_working(db) -> None:
    """Let the office work day and night, today and in the days before: the sweep keeps quiet outside working time."""
    WorkPeriod.objects.all().delete()
    WorkPeriod.objects.create(starts=time(0, 0), ends=time(23, 59, 59))
    today = timezone.localdate()
    for back in range(-1, 15):
        day = today - timedelta(days=back)
        SpecialDay.objects.update_or_create(date=day, defaults={"is_working": True, "name": "测试上班"})


@pytest.fixture
def overdue(dispatched, always_working) -> Ticket:
    """A problem dispatched ten days ago with two working hours to go."""
    return dispatched(timezone.now() - timedelta(days=10), clock="work_hour")


@pytest.mark.worker
def test_an_overdue_problem_is_reminded_and_then_drafted_for_supervision(overdue, sit_down, worker):
    sweep.delay()
    handler, clerk, official = sit_down("handler"), sit_down("clerk"), sit_down("official")
    handler.wait_for("/notices/", overdue.number)
    clerk.wait_for("/escalation/runs/", "催办")
    clerk.wait_for("/escalation/drafts/", overdue.number)
    row = clerk.page.locator("tr", has_text=overdue.number)
    assert "督办" in row.inner_text()
    row.locator("[name=note]").fill("已电话督办，责成今日办结")
    row.locator("button").click()
    clerk.page.wait_for_selector(".message.success")
    expect(row).to_have_count(0)

    official.page.goto(f"/tickets/{overdue.number}/")
    told = official.page.inner_text("main")
    assert [word for word in ("超期", "督办", "已电话督办") if word not in told] == []
