"""What every page offers: keys that its markup declares, a question before what ends something, colours by choice."""

import pytest


@pytest.fixture
def gallery(cast, sit_down):
    desk = sit_down("clerk")
    desk.page.goto("/gallery/")
    return desk.page


def current(page) -> list[str]:
    return page.eval_on_selector_all("[data-row][aria-current]", "rows => rows.map(row => row.querySelector('a').text)")


def test_a_chord_leads_to_another_page(gallery):
    gallery.keyboard.press("g")
    gallery.keyboard.press("p")
    gallery.wait_for_url("**/points/")


def test_a_list_is_walked_ticked_and_opened_by_keys(gallery):
    for key in "jjjk":
        gallery.keyboard.press(key)
    assert current(gallery) == ["20261123-0002"]
    gallery.keyboard.press("x")
    assert gallery.eval_on_selector_all("[data-row] input:checked", "boxes => boxes.map(box => box.value)") == ["2"]
    gallery.keyboard.press("Enter")
    gallery.wait_for_url("**/gallery/#tables")


def test_no_key_is_taken_from_who_types(gallery):
    gallery.fill("#id_name", "")
    gallery.focus("#id_name")
    gallery.keyboard.type("jgpx?")
    assert (gallery.input_value("#id_name"), current(gallery)) == ("jgpx?", [])


def test_the_help_lists_the_keys_of_the_page(gallery):
    gallery.keyboard.press("?")
    told = gallery.inner_text("#keys-help")
    assert [words for words in ("点位", "消息", "勾选当前行", "本页快捷键") if words not in told] == []
    gallery.keyboard.press("Escape")
    assert not gallery.is_visible("#keys-help")


def test_what_ends_something_asks_first(gallery):
    gallery.evaluate(
        "document.addEventListener('click', (e) => e.target.closest('[data-confirm]')?.classList.add('done'))"
    )
    button = gallery.locator("button[data-confirm]")
    for answer, done in (("button[value=no]", False), ("[data-confirm-yes]", True)):
        button.click()
        assert "仅演示确认方式" in gallery.inner_text("#confirm")
        gallery.click(f"#confirm {answer}")
        gallery.wait_for_function("!document.querySelector('#confirm').open")
        assert ("done" in button.get_attribute("class")) is done


def test_the_dark_is_chosen_in_the_menu_and_stays(gallery):
    gallery.click(".menu summary")
    gallery.click("button[name=theme][value=dark]")
    gallery.wait_for_load_state()
    gallery.goto("/points/")
    assert gallery.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 22, 28)"


def test_two_photos_are_laid_over_each_other(gallery):
    gallery.click("[data-compare] button")
    gallery.locator("[data-compare] input").fill("80")
    clip = gallery.evaluate("getComputedStyle(document.querySelector('.pair-after')).clipPath")
    assert clip == "inset(0px 0px 0px 80%)"
