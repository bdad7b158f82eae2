"""An inspector in a car: a bad network, a tab that is killed, no mouse; every problem arrives once, in order."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from inspections.choices import Source
from inspections.domain import tickets
from inspections.models import Category, SentDraft, Ticket
from tests.cast import PASSWORD
from tests.journeys import steps
from tests.journeys.browser import LAPTOP, PHONE
from tests.journeys.laptop import READY, TRAY, Laptop, save, waits, write
from tests.patience import wait_until


def back_online(laptop: Laptop) -> None:
    """Let the network return, and the browser hear of it."""
    laptop.network.restore()
    laptop.page.evaluate("dispatchEvent(new Event('online'))")


def test_three_problems_are_logged_without_a_mouse_through_a_cut_network_and_killed_tabs(
    laptop, network, cast, tmp_path
):
    photos = [steps.photo(tmp_path, name, colour) for name, colour in (("a", "sienna"), ("b", "peru"), ("c", "navy"))]
    laptop.open_form(kept=True)
    write(laptop, "第一个问题", photos=photos[:1])
    network.cut()
    save(laptop)
    waits(laptop, "waiting", 1)

    write(laptop, "第二个问题", point="zsl", photos=photos[1:2])
    laptop.kill_tab()
    laptop.open_form()
    expect(laptop.page.locator("[name=description]")).to_have_value("第二个问题")
    expect(laptop.page.locator(".preview figure")).to_have_count(1)
    save(laptop)
    waits(laptop, "waiting", 2)

    write(laptop, "第三个问题", point="xzjs", photos=photos[2:])
    save(laptop)
    laptop.restart()
    laptop.open_form()
    waits(laptop, "waiting", 3)
    assert Ticket.objects.count() == 0

    back_online(laptop)
    waits(laptop, "sent", 3)
    told = [(each.description, each.point.code, each.photos.count()) for each in Ticket.objects.order_by("id")]
    assert told == [("第一个问题", "DZ00001", 1), ("第二个问题", "DZ00002", 1), ("第三个问题", "DZ00003", 1)]
    assert SentDraft.objects.count() == 3


def test_place_and_category_are_remembered_and_two_keys_keep_them(laptop):
    laptop.open_form()
    write(laptop, "第一个问题")
    save(laptop)
    waits(laptop, "sent", 1)
    keys = laptop.page.keyboard
    keys.press("Enter")
    keys.press("Enter")
    keys.type("第二个问题")
    laptop.page.locator("[data-known] [data-anyway]").click()
    save(laptop)
    waits(laptop, "sent", 2)
    assert len(set(Ticket.objects.values_list("point", "category"))) == 1
    assert Ticket.objects.count() == 2


def test_a_template_sentence_is_taken_by_its_number(laptop):
    laptop.open_form()
    write(laptop, "")
    laptop.page.wait_for_selector("[data-sentences] button")
    laptop.page.keyboard.press("Alt+1")
    save(laptop)
    waits(laptop, "sent", 1)
    assert Ticket.objects.get().description == "垃圾桶满溢，垃圾外露，有异味。"


def test_what_is_said_of_a_field_goes_as_soon_as_the_field_is_mended(laptop):
    laptop.open_form()
    keys, said = laptop.page.keyboard, laptop.page.locator("form[data-log] .error.said")
    keys.type("bjnm")
    laptop.page.wait_for_selector(".field-point [role=option]")
    keys.press("Enter")
    keys.press("Control+Enter")
    expect(said).to_have_text(["请选择问题类别。"])
    laptop.page.locator("[name=description]").fill("门口有垃圾")
    expect(said).to_have_count(1)
    laptop.page.locator("#category-words").fill("暴露垃圾")
    laptop.page.locator("[name=description]").focus()
    expect(said).to_have_count(0)
    assert (
        laptop.page.locator("[name=category]").evaluate("select => select.selectedOptions[0].dataset.name")
        == "暴露垃圾"
    )


def test_a_draft_sent_from_two_tabs_is_one_problem(laptop, network, tmp_path):
    laptop.open_form(kept=True)
    network.cut()
    write(laptop, "两个标签页", photos=[steps.photo(tmp_path, "a")])
    save(laptop)
    other = laptop.watched(laptop.context.new_page())
    other.goto("/tickets/new/")
    other.wait_for_selector(READY)
    network.restore()
    for page in (laptop.page, other):
        page.evaluate("dispatchEvent(new Event('online'))")
    waits(laptop, "sent", 1)
    assert (Ticket.objects.count(), Ticket.objects.get().photos.count()) == (1, 1)


def test_a_cut_in_the_middle_of_an_upload_costs_at_most_that_photo(laptop, network, tmp_path):
    laptop.open_form(kept=True)
    network.cut()
    write(laptop, "上传中断", photos=[_noise(tmp_path, name) for name in ("a", "b")])
    save(laptop)
    network.restore(for_bytes=_small_size(laptop) * 3 // 2)
    laptop.page.evaluate("dispatchEvent(new Event('online'))")
    network.await_cut()
    waits(laptop, "waiting", 1)
    assert (Ticket.objects.count(), network.is_cut) == (0, True)
    back_online(laptop)
    waits(laptop, "sent", 1)
    assert Ticket.objects.get().photos.count() == 2


def _noise(folder, name: str) -> str:
    """Return a photo that does not compress: half a megabyte and more."""
    path = folder / f"{name}.jpg"
    Image.effect_noise((1200, 900), 90).convert("RGB").save(path, "JPEG", quality=85)
    return str(path)


def _small_size(laptop: Laptop) -> int:
    return laptop.page.evaluate(
        "portalLog.store.drafts(Number(document.querySelector('[data-tray]').dataset.account))"
        ".then(found => portalLog.store.photos(found.find(each => each.state !== 'writing').id))"
        ".then(photos => photos[0].blob.size)"
    )


def test_a_lost_answer_does_not_log_twice(laptop, network):
    laptop.open_form(kept=True)
    write(laptop, "答复丢失")
    network.lose_answers()
    save(laptop)
    wait_until(Ticket.objects.exists, "the problem")
    back_online(laptop)
    waits(laptop, "sent", 1)
    assert Ticket.objects.count() == 1


def test_an_expired_log_in_keeps_the_draft_and_goes_on_after_it(laptop):
    laptop.expected |= {401, 403}
    laptop.open_form()
    write(laptop, "登录过期")
    _end_sessions()
    save(laptop)
    laptop.page.locator("[data-when=login] a").click()
    laptop.page.wait_for_url(re.compile("/login/"))
    _log_in_here(laptop, "inspector")
    waits(laptop, "sent", 1)
    assert Ticket.objects.get().finder.username == "inspector"


def _end_sessions() -> None:
    Session.objects.all().delete()
    cache.clear()


def _log_in_here(laptop: Laptop, username: str) -> None:
    laptop.page.fill("input[name=username]", username)
    laptop.page.fill("input[name=password]", PASSWORD)
    laptop.page.click("main button[type=submit]")
    laptop.page.wait_for_url(re.compile(r"^(?!.*/login/)"))


def test_another_person_at_the_same_laptop_neither_sees_nor_sends_the_drafts(laptop, network, cast):
    laptop.expected |= {401, 403}
    laptop.open_form(kept=True)
    write(laptop, "属于王国强")
    network.cut()
    save(laptop)
    _end_sessions()
    network.restore()
    laptop.page.goto("/login/?next=/tickets/new/")
    _log_in_here(laptop, "inspector2")
    laptop.page.wait_for_selector(READY)
    expect(laptop.page.locator(f"{TRAY} li")).to_have_count(0)
    write(laptop, "属于赵建军", point="zsl")
    save(laptop)
    waits(laptop, "sent", 1)
    assert [ticket.finder.username for ticket in Ticket.objects.all()] == ["inspector2"]

    _end_sessions()
    laptop.page.goto("/login/?next=/tickets/new/")
    _log_in_here(laptop, "inspector")
    waits(laptop, "sent", 1)
    found = set(Ticket.objects.values_list("description", "finder__username"))
    assert found == {("属于赵建军", "inspector2"), ("属于王国强", "inspector")}


@pytest.mark.parametrize("days", [1, -1])
def test_a_clock_that_is_wrong_by_a_day_moves_no_problem(laptop, network, days):
    laptop.forbid_sending_in_the_background()
    laptop.page.clock.install(time=timezone.now() + timedelta(days=days))
    laptop.open_form(kept=True)
    network.cut()
    write(laptop, "时钟不准")
    save(laptop)
    laptop.page.clock.fast_forward(30 * 60 * 1000)
    back_online(laptop)
    waits(laptop, "sent", 1)
    event, now = Ticket.objects.get().events.get(), timezone.now()
    found = datetime.fromisoformat(event.data["found_at"])
    assert timedelta(0) <= now - event.at < timedelta(minutes=2)
    assert timedelta(minutes=29) < event.at - found < timedelta(minutes=33)


def test_a_known_problem_comes_back_to_the_tray_with_both_choices(laptop, cast, category, network):
    laptop.expected.add(409)
    laptop.open_form()
    write(laptop, "东门外又有垃圾")
    facts = {"category": category, "point": cast.city.market, "by": cast.other_inspector, "at": timezone.now()}
    first = tickets.report(source=Source.PATROL, description="东门外有垃圾", **facts)
    save(laptop)
    waits(laptop, "refused", 1)
    expect(laptop.page.locator(f"{TRAY} .tray-refused")).to_contain_text(first.number)
    laptop.page.locator(".tray-refused button.primary").click()
    waits(laptop, "sent", 1)
    assert (first.events.filter(verb="attach").get().note, Ticket.objects.count()) == ("东门外又有垃圾", 1)


def test_a_refused_draft_is_corrected_and_sent_again(laptop, network, category):
    laptop.expected.add(400)
    laptop.open_form(kept=True)
    network.cut()
    write(laptop, "类别停用")
    save(laptop)
    Category.objects.filter(pk=category.pk).update(is_active=False)
    back_online(laptop)
    waits(laptop, "refused", 1)
    laptop.page.locator(".tray-refused button", has_text="修改").click()
    # The cursor comes last: it would take what is typed before.
    expect(laptop.page.locator("[name=description]")).to_be_focused()
    expect(laptop.page.locator("[name=description]")).to_have_value("类别停用")
    expect(laptop.page.locator(".tray-refused")).to_have_count(0)
    laptop.page.locator("#category-words").focus()
    laptop.page.keyboard.press("Control+a")
    laptop.page.keyboard.type("dlbj")
    laptop.page.wait_for_selector(".field-category [role=option]")
    laptop.page.keyboard.press("Enter")
    save(laptop)
    waits(laptop, "sent", 1)
    assert Ticket.objects.get().category.name == "道路不洁"


def test_logging_out_with_waiting_drafts_asks_first_and_takes_the_kept_page_away(laptop, network):
    laptop.expected |= {401, 403}
    laptop.open_form(kept=True)
    network.cut()
    write(laptop, "还没发出")
    save(laptop)
    waits(laptop, "waiting", 1)
    laptop.page.click("header details.menu summary")
    laptop.page.wait_for_selector("form[data-leave] button[data-confirm]")
    laptop.page.click("form[data-leave] button")
    expect(laptop.page.locator("#confirm")).to_contain_text("还有未发送的问题")
    # Only now: once the line is back the draft may be sent at any moment, and nothing would wait any more.
    network.restore()
    laptop.page.click("#confirm [data-confirm-yes]")
    laptop.page.wait_for_url(re.compile("/login/"))
    wait_until(lambda: not laptop.page.evaluate("caches.has('portal-log')"), "the removal of the kept page")


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_the_whole_act_fits_on_one_screen(cast, sit_down, size):
    desk = sit_down("inspector", size=size)
    desk.page.goto("/tickets/new/")
    desk.page.wait_for_selector(READY)
    box = desk.page.locator("button[data-key='ctrl+enter']").bounding_box()
    assert box["y"] + box["height"] <= size[1]
