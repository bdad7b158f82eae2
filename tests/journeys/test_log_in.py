"""Each role logs in and lands where its work begins."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import LAPTOP, PHONE


@pytest.mark.parametrize(
    "username", ["official", "clerk", "inspector", "handler", "area", "admin", "auditor", "outsider"]
)
def test_each_role_lands_on_a_page_that_it_may_see(cast, sit_down, username):
    desk = sit_down(username)
    assert desk.page.locator("h1").inner_text() != ""


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_no_page_of_the_header_is_wider_than_the_screen(cast, sit_down, size):
    desk = sit_down("clerk", size=size)
    for address in desk.page.eval_on_selector_all("nav a", "links => links.map(link => link.href)"):
        desk.page.goto(address)
        assert desk.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_a_wrong_password_is_told_in_chinese_and_keeps_the_name(cast, sit_down):
    desk = sit_down()
    desk.page.goto("/login/")
    desk.page.fill("input[name=username]", "clerk")
    desk.page.fill("input[name=password]", "not-the-password")
    desk.page.click("main button[type=submit]")
    expect(desk.page.locator("main")).to_contain_text("请输入一个正确的用户名和密码")
    expect(desk.page.locator("input[name=username]")).to_have_value("clerk")
