"""What goes wrong in front of the page: a sentence in Chinese, and nothing that was typed is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from inspections.choices import Source
from inspections.domain import tickets
from inspections.models import Ticket
from tests.inspections.photos import photo
from tests.journeys import steps


@pytest.fixture
def ticket(cast, category) -> Ticket:
    """A problem that the first group has found, registered at once."""
    return tickets.report(
        source=Source.PATROL,
        category=category,
        description="市场东门外堆放垃圾",
        point=cast.city.market,
        by=cast.inspector,
        at=timezone.now(),
        photos=[photo()],
    )


def test_of_two_clerks_the_second_is_told_what_changed_and_loses_nothing(cast, ticket, sit_down):
    first, second = sit_down("clerk"), sit_down("clerk")
    unit = cast.city.city_management.name
    for desk in (first, second):
        steps.prepare(desk, ticket.number, "dispatch", department=unit, limit="", note="请今日内清运")
    steps.commit(first, "dispatch")
    first.page.wait_for_selector(".message.success")

    second.expected.add(409)
    steps.commit(second, "dispatch")
    told = second.page.inner_text(".unsent")
    assert [word for word in ("李文兰", "派遣", "您填写和上传的内容") if word not in told] == []
    assert second.page.input_value(".unsent [name=note]") == "请今日内清运"
    assert ticket.events.filter(verb="dispatch").count() == 1


def test_a_verb_that_the_state_does_not_allow_is_a_sentence_on_the_page(cast, ticket, sit_down):
    clerk, other = sit_down("clerk"), sit_down("clerk")
    for desk in (clerk, other):
        steps.prepare(desk, ticket.number, "void", note="重复")
    steps.commit(clerk, "void")
    clerk.page.wait_for_selector(".message.success")
    other.expected.add(409)
    steps.commit(other, "void")
    assert "已有新的办理记录" in other.page.inner_text(".unsent .message")
    steps.press(other, ".unsent button[type=submit]")
    assert other.page.inner_text(".unsent .message") == "“作废或重复”的问题不能进行“作废”操作。"


@pytest.mark.parametrize("somebody", ["inspector2", "handler", "area", "outsider"])
def test_somebody_elses_ticket_and_its_photo_do_not_exist(cast, ticket, sit_down, somebody):
    desk = sit_down(somebody)
    desk.expected.add(404)
    addresses = [
        reverse("ticket-detail", args=[ticket.number]),
        reverse("photo", args=[ticket.photos.get().pk, "display"]),
    ]
    assert [desk.page.goto(address).status for address in addresses] == [404, 404]
    assert desk.page.inner_text("h1") == "没有找到"


def test_a_file_that_is_no_photo_is_refused_in_words_and_all_that_was_typed_stays(cast, sit_down, tmp_path):
    fake = tmp_path / "报告.jpg"
    fake.write_bytes(b"%PDF-1.7\n" + b"0" * 2000)
    desk = sit_down("inspector")
    good = steps.photo(tmp_path, "good")
    steps.fill_in(desk, point="DZ00001", category="暴露垃圾", description="东门外堆放垃圾", photos=[good, str(fake)])
    expect(desk.page.locator(".error.said")).to_contain_text("“报告.jpg”不是照片")
    expect(desk.page.locator("[name=description]")).to_have_value("东门外堆放垃圾")
    expect(desk.page.locator("[name=point]")).to_have_value("DZ00001")

    steps.send(desk)
    assert Ticket.objects.get(number=steps.sent_number(desk)).photos.count() == 1
