"""What every page offers: keys that its markup declares, a question before what ends something, colours by choice."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def gallery(cast, sit_down):
    desk = sit_down("clerk")
    desk.page.goto("/gallery/")
    return desk.page


def current(page):
    return page.locator("[data-row][aria-current] [data-row-open]")


def test_a_chord_leads_to_another_page(gallery):
    gallery.keyboard.press("g")
    gallery.keyboard.press("p")
    gallery.wait_for_url("**/points/")


def test_a_list_is_walked_ticked_and_opened_by_keys(gallery):
    for key in "jjjk":
        gallery.keyboard.press(key)
    expect(current(gallery)).to_have_text(["20261123-0002"])
    gallery.keyboard.press("x")
    ticked = gallery.locator("[data-row] input:checked")
    expect(ticked).to_have_count(1)
    expect(ticked).to_have_value("2")
    gallery.keyboard.press("Enter")
    gallery.wait_for_url("**/gallery/#tables")


def test_no_key_is_taken_from_who_types(gallery):
    gallery.fill("#id_name", "")
    gallery.focus("#id_name")
    gallery.keyboard.type("jgpx?")
    expect(gallery.locator("#id_name")).to_have_value("jgpx?")
    expect(current(gallery)).to_have_count(0)


def test_the_help_lists_the_keys_of_the_page(gallery):
    gallery.keyboard.press("?")
    expect(gallery.locator("#keys-help")).to_be_visible()
    told = gallery.inner_text("#keys-help")
    assert [words for words in ("点位", "消息", "勾选当前行", "本页快捷键") if words not in told] == []
    gallery.keyboard.press("Escape")
    expect(gallery.locator("#keys-help")).to_be_hidden()


def test_what_ends_something_asks_first(gallery):
    gallery.evaluate(TELL_WHAT_HAPPENS)
    told = gallery.locator("body")
    for answer, happened in (("button[value=no]", "closed"), ("[data-confirm-yes]", "closed done closed")):
        gallery.click("button[data-confirm]")
        expect(gallery.locator("#confirm")).to_contain_text("仅演示确认方式")
        gallery.click(f"#confirm {answer}")
        expect(told).to_have_attribute("data-happened", happened)


# The dialog tells that it closed after it is gone from sight; the page's own listener comes before this one.
TELL_WHAT_HAPPENS = """() => {
    const happened = [];
    const tell = (what) => { happened.push(what); document.body.dataset.happened = happened.join(" "); };
    document.addEventListener("click", (event) => event.target.closest("[data-confirm]") && tell("done"));
    document.querySelector("#confirm").addEventListener("close", () => tell("closed"));
}"""


def test_the_dark_is_chosen_in_the_menu_and_stays(gallery):
    gallery.click(".menu summary")
    with gallery.expect_navigation():
        gallery.click("button[name=theme][value=dark]")
    gallery.goto("/points/")
    expect(gallery.locator("body")).to_have_css("background-color", "rgb(17, 22, 28)")


def test_two_photos_are_laid_over_each_other(gallery):
    gallery.click("[data-compare] button")
    gallery.locator("[data-compare] input").fill("80")
    expect(gallery.locator(".pair-after").first).to_have_css("clip-path", "inset(0px 0px 0px 80%)")
