"""Notices in the browser: the count that follows, the choices of a person, a work chat that is away for an hour."""

import re
from datetime import timedelta

import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from command.domain import chat_outbox

MINUTE = timedelta(minutes=1)


def test_the_count_of_the_header_follows_by_itself_and_one_click_leads_to_the_problem(cast, sit_down, dispatched):
    desk = sit_down()
    desk.page.clock.install()
    desk.log_in("handler")
    desk.page.goto("/notices/")
    assert "暂无消息" in desk.page.inner_text("main")
    ticket = dispatched(timezone.now())
    desk.page.clock.run_for(70_000)
    desk.page.wait_for_selector(".inbox .count")
    expect(desk.page).to_have_title(re.compile(r"^\(1\) "))
    desk.page.click("[data-inbox-news] a")
    desk.page.click(".notice-subject")
    desk.page.wait_for_url(f"**/tickets/{ticket.number}/")
    expect(desk.page.locator(".inbox .count")).to_have_count(0)


def test_a_person_chooses_what_comes_by_email(cast, sit_down):
    desk = sit_down("handler")
    desk.page.goto("/profile/notices/")
    desk.page.check("[name=assigned][value=off]")
    desk.page.click("main button[type=submit]")
    desk.page.wait_for_selector(".message.success")
    expect(desk.page.locator("[name=assigned][value=off]")).to_be_checked()


def test_a_work_chat_that_is_away_for_an_hour_hears_everything_when_it_is_back(cast, sit_down, robot, dispatched):
    page = sit_down("clerk").page
    page.goto("/webhooks/new/")
    page.fill("[name=name]", "执法局工作群")
    page.select_option("[name=kind]", "dingtalk")
    page.select_option("[name=department]", label="市城市管理综合行政执法局")
    page.fill("[name=address]", robot.address)
    page.fill("[name=secret]", "SECabc")
    page.check("[name=topics][value=assigned]")
    page.click("main .form-end button")
    page.wait_for_selector(".message.success")
    page.click("text=发送测试消息")
    page.wait_for_selector("text=测试消息已送达")
    where, start = page.url, timezone.now()

    robot.down = {"/cgi-bin"}
    numbers = []
    with time_machine.travel(start, tick=False) as clock:
        for minute in range(62):
            clock.move_to(start + minute * MINUTE)
            if minute % 30 == 0:
                numbers.append(dispatched(start + minute * MINUTE).number)
            chat_outbox.send_due(at=start + minute * MINUTE)
    page.goto(where)
    told = page.inner_text("main")
    assert [word for word in ("推送失败", "未送达", "500", "立即重试") if word not in told] == []
    assert len(robot.taken()) == 1

    robot.down = set()
    page.click("text=立即重试")
    page.wait_for_selector(".message.success")
    chat_outbox.send_due(at=timezone.now() + 2 * timedelta(hours=1))
    page.goto(where)
    assert "正常" in page.inner_text("main")
    texts = [body["markdown"]["text"] for body in robot.taken()[1:]]
    found = "\n".join(texts)
    assert [found.count(f"**{number} ") for number in numbers] == [1, 1, 1]
    assert [found.index(number) for number in numbers] == sorted(found.index(number) for number in numbers)
