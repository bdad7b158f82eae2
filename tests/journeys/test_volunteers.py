"""Volunteering: a leader on a phone, a volunteer before a poster, an official, an administrator."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.models import AuditEntry
from tests.journeys import steps, volunteering
from tests.journeys.browser import PHONE
from tests.journeys.volunteering import follow
from tests.volunteers.conftest import activity, shift, teams
from tests.volunteers.people import id_number
from volunteers.domain import posters, shifts, taking_part
from volunteers.domain.hours import in_hours
from volunteers.models import CheckIn, UnitRoster, Volunteer

__all__ = ["teams"]
MINUTES = 90
MISSING = "注册率未达100%的单位"
REASONS = ("校验码", "手机号码", "ZY0201")
TOTALS = ("volunteers.turnout", "volunteers.hours", "volunteers.served")


@pytest.fixture
def weekend(teams, settings, live_server) -> SimpleNamespace:
    """Of one team: an activity that goes on, one of last week with a cadre who served, one of tomorrow with a post."""
    settings.SITE_URL = live_server.url
    now, team = timezone.now(), teams.north
    before = activity("HD0101", "清洁家园", team, starts_at=now - timedelta(days=7))
    taking_part.record_attendance(before, minutes={teams.cadre: MINUTES}, by=None, at=now)
    coming = activity("HD0103", "路口劝导", team, starts_at=now + timedelta(days=1), place="中山路口")
    shifts.sign_up(shift(coming), teams.student, by=None, at=now)
    running = activity("HD0102", "清扫街道", team, starts_at=now - timedelta(hours=1), place="中山公园")
    return SimpleNamespace(**vars(teams), running=running, before=before, coming=coming)


def test_a_leader_sees_who_comes_and_records_the_turnout_on_a_phone(weekend, sit_down):
    leader = sit_down("leader", size=PHONE)
    page = leader.page
    expect(page.locator("h1")).to_have_text("我的队伍")
    expect(volunteering.card(leader, weekend.coming, "未来七天")).to_contain_text("中山路口")
    follow(leader, "a:text-is('路口劝导')")
    follow(leader, "a:text-is('岗位与报名')")
    assert volunteering.table(leader)[1][:2] == ["ZY0002", "李*"]
    page.goto("/volunteers/weekend/")
    volunteering.record_turnout(leader, weekend.running, evidence="签到表照片", organ=12, citizen=30)
    done = volunteering.card(leader, weekend.running, "近七天已登记")
    assert (done.inner_text().count("机关"), "12" in done.inner_text(), "30" in done.inner_text()) == (1, True, True)
    follow(leader, "a:text-is('清扫街道')")
    follow(leader, "a[href*='/week/?week=']")
    follow(leader, ".figures a[href*='volunteers.citizen_turnout']")
    assert page.inner_text(".passport-number").split() == ["30", "人次"]
    expect(page.locator("main tbody tr").first).to_contain_text("HD0102")


def test_a_volunteer_checks_in_once_by_the_poster_of_today_alone(weekend, sit_down):
    address = volunteering.poster(sit_down("leader"), weekend.running)
    phone = sit_down(size=PHONE)
    answers = [volunteering.check_in(phone, address, given) for given in ("ZY0001", "ZY0001", "ZY9999")]
    assert (len(set(answers)), "已收到" in answers[0]) == (1, True)
    assert list(CheckIn.objects.values_list("volunteer__number", "given")) == [("ZY0001", ""), (None, "9999")]
    codes = {held: posters.code_of(held, at=timezone.now()) for held in (weekend.coming, weekend.before)}
    assert "签到将于" in volunteering.refusal(phone, f"/c/{codes[weekend.coming]}/", 409)
    assert "“清洁家园”，该活动已结束" in volunteering.refusal(phone, f"/c/{codes[weekend.before]}/", 409)
    forged = f"{weekend.running.pk}-0.{codes[weekend.before].split('.')[1]}"
    assert "不是本系统的签到码" in volunteering.refusal(phone, f"/c/{forged}/", 404)
    assert CheckIn.objects.count() == 2


def test_a_volunteer_reads_the_own_service_signs_up_and_withdraws(weekend, sit_down):
    post = shift(weekend.coming, "古楼街口")
    clerk, phone = sit_down("clerk"), sit_down(size=PHONE)
    clerk.page.goto(f"/volunteers/people/{weekend.cadre.pk}/")
    steps.press(clerk, "button:text-is('生成链接')")
    link = clerk.page.inner_text("code.secret")
    phone.page.goto(link)
    assert volunteering.table(phone)[1][1:] == ["清洁家园", weekend.north.name, in_hours(MINUTES)]
    steps.press(phone, "button[value=sign-up]")
    expect(phone.page.locator("button[value=drop]")).to_have_count(1)
    assert post.sign_ups.get().volunteer == weekend.cadre
    phone.page.check("[name=sure]")
    steps.press(phone, "button[value=withdraw]")
    expect(phone.page.locator("h1")).to_have_text("您已退出")
    assert "已失效" in volunteering.refusal(phone, link, 403)
    gone = Volunteer.objects.get(pk=weekend.cadre.pk)
    assert (gone.phone, gone.is_present, gone.attendances.count()) == ("", False, 1)


def test_an_official_finds_a_unit_that_lacks_people_and_its_record(weekend, cast, sit_down):
    unit = cast.city.city_management
    Volunteer.objects.filter(pk=weekend.cadre.pk).update(department=unit)
    UnitRoster.objects.create(department=unit, counted_on=timezone.localdate(), headcount=4)
    official = sit_down("official")
    follow(official, "nav a[href='/volunteers/']")
    short = official.page.locator("section", has_text=MISSING).locator("tbody tr")
    expect(short).to_have_count(1)
    assert short.inner_text().split() == [unit.name, "3", "25.00%"]
    follow(official, f"section:has-text('{MISSING}') tbody a")
    assert official.page.inner_text(".passport-number").split() == ["25.00%"]
    shown = volunteering.table(official)
    assert [row[0] for row in shown[1:]] == [unit.name]
    assert volunteering.workbook(official, "a:text-is('导出明细（xlsx）')") == shown


def test_an_administrator_imports_a_list_with_faults_and_reads_one_person_with_a_reason(
    cast, weekend, sit_down, tmp_path
):
    administrator, number = sit_down("admin"), id_number("19850101", serial=22)
    told = steps.upload_list(administrator, "volunteers", volunteering.list_of_volunteers(tmp_path, number))
    assert [reason for reason in REASONS if reason not in told] == []
    messages = [row[-1] for row in steps.workbook_of(administrator).active.iter_rows(min_row=2, values_only=True)]
    assert [message.split("；")[0] for message in messages] == ["新增", "不合格", "不合格", "不合格"]
    assert "1 人与已登记的志愿者疑为同一人" in steps.apply_list(administrator)
    volunteering.open_person(administrator, "ZY0201")
    assert number not in administrator.page.inner_text("main")
    assert volunteering.unmask(administrator, "核对身份") == ["孙丽", "13800001234", number]
    read = AuditEntry.objects.get(action="volunteer.unmasked")
    assert (read.actor_id, read.data["reason"]) == (cast.administrator.pk, "核对身份")


def test_an_administrator_certifies_service_and_erases_the_person_while_the_totals_stay(weekend, sit_down):
    administrator, stranger = sit_down("admin"), sit_down(size=PHONE)
    address = volunteering.certify(administrator, "ZY0001")
    stranger.page.goto(address)
    expect(stranger.page.locator(".message.success")).to_have_text("该证明有效。")
    assert [name for name in ("孙", "ZY0001") if name in stranger.page.inner_text("main")] == []
    stranger.page.fill("[name=name]", "孙丽")
    steps.press(stranger, "main form button")
    expect(stranger.page.locator("form .message.success")).to_be_visible()
    totals = [volunteering.figure(administrator, key) for key in TOTALS]
    volunteering.open_person(administrator, "ZY0001")
    volunteering.erase(administrator, "本人书面申请")
    assert [volunteering.figure(administrator, key) for key in TOTALS] == totals
    stranger.page.goto(address)
    expect(stranger.page.locator(".message.success")).to_have_text("该证明有效。")
    expect(stranger.page.locator("[name=name]")).to_have_count(0)
