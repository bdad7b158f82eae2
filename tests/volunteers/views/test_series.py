from datetime import date, timedelta

import pytest
from django.urls import reverse

from core.models import SpecialDay
from tests.volunteers.conftest import NOW, series
from volunteers.domain import recurrence, shifts
from volunteers.models import Activity, ActivityKind, Series, SeriesPost

LIST, NEW = reverse("series-list"), reverse("series-new")


@pytest.fixture
def leader(client, teams, time_machine_now):
    client.force_login(teams.leader)
    return client


@pytest.fixture
def row(teams):
    """Every Saturday and Sunday from 8 to 10 since November, at a junction; four weeks stand ahead."""
    made = series(teams.north, first=date(2026, 11, 1))
    SeriesPost.objects.create(series=made, place="中山路口", needed=4)
    recurrence.make_ahead(at=NOW)
    return made


def typed(**facts):
    usual = {
        "title": "路口文明劝导",
        "kind": ActivityKind.objects.get(key="traffic").pk,
        "weekdays": ["6", "7"],
        "begins": "08:00",
        "ends": "10:00",
        "first": "2026-11-01",
        "last": "2026-12-31",
        "posts": "中山路口 4",
    }
    return usual | facts


def page(row):
    return reverse("series", args=[row.pk])


def text(response):
    return response.content.decode()


def confirmed(client, address, data):
    """Send a form, and send it again with the mark of what it was answered with."""
    shown = client.post(address, data)
    return client.post(address, data | {"seen": shown.context["form"]["seen"].value()})


def test_a_leader_plans_every_weekend_at_two_junctions_and_sees_the_dates_first(leader, teams):
    data = typed(team=teams.north.pk, posts="中山路口 4\n北街路口，2人\n服务台", first="2026-11-21")
    shown = leader.post(NEW, data)
    assert ("11-22、11-28" in text(shown), "尚未保存" in text(shown), Series.objects.count()) == (True, True, 0)
    answer = confirmed(leader, NEW, data)
    row = Series.objects.get()
    assert (answer.url, row.team, row.weekdays) == (page(row), teams.north, "67")
    assert list(row.posts.values_list("place", "needed")) == [("中山路口", 4), ("北街路口", 2), ("服务台", 1)]
    assert row.activities.count() == 9


def test_the_form_stands_there_as_the_plan_is(leader, row):
    shown = text(leader.get(page(row)))
    values = ("2026-11-01", "2026-12-31", "08:00", "10:00")
    assert [f'value="{value}"' in shown for value in values] == [True] * 4
    assert leader.post(page(row), typed()).context["told"] == ["已安排的活动不受影响。"]


def test_the_next_dates_say_what_is_a_holiday_or_worked_in_exchange(leader, row):
    SpecialDay.objects.create(date=date(2026, 11, 28), is_working=True, name="调休上班")
    SpecialDay.objects.create(date=date(2026, 11, 29), is_working=False, name="城市日")
    marks = {f"{day.date:%m-%d}": (day.mark, day.tone) for day in leader.get(page(row)).context["next_days"]}
    assert (marks["11-22"][0], marks["11-28"], marks["11-29"]) == ("", ("调休上班", "red"), ("城市日", "amber"))


def test_a_date_of_a_year_whose_holidays_nobody_has_entered_says_so(leader, row):
    Series.objects.update(first=date(2033, 1, 1), last=date(2033, 12, 31))
    assert leader.get(page(row)).context["next_days"] == []
    Series.objects.update(first=date(2026, 12, 26), last=date(2027, 12, 31))
    marks = {day.date.year: day.mark for day in leader.get(page(row)).context["next_days"]}
    assert marks[2027] == "该年度节假日尚未录入"


def test_a_change_is_told_before_it_is_done(leader, row, teams):
    held = row.activities.get(series_day=date(2026, 11, 29))
    shifts.sign_up(held.shifts.get(), teams.cadre, by=None, at=NOW)
    shown = leader.post(page(row), typed(weekdays=["6"]))
    assert "将撤销，已有人报名或已认领问题的按取消处理（4次）：11-22、11-29、12-06、12-13。" in text(shown)
    assert "以上活动已有1人次报名" in text(shown)
    row.refresh_from_db()
    assert (row.weekdays, row.activities.held().count()) == ("67", 9)
    assert confirmed(leader, page(row), typed(weekdays=["6"])).url == page(row)
    row.refresh_from_db()
    assert (row.weekdays, row.activities.held().filter(starts_at__gt=NOW).count()) == ("6", 4)


def test_what_has_changed_since_it_was_told_is_told_again(leader, row, teams):
    data = typed(weekdays=["6"])
    seen = leader.post(page(row), data).context["form"]["seen"].value()
    held = row.activities.get(series_day=date(2026, 11, 29))
    shifts.sign_up(held.shifts.get(), teams.cadre, by=None, at=NOW)
    again = leader.post(page(row), data | {"seen": seen})
    row.refresh_from_db()
    assert (again.status_code, "1人次报名" in text(again), row.weekdays) == (200, True, "67")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"ends": "07:00"}, "结束"),
        ({"last": "2026-10-01"}, "截止日期早于起始日期"),
        ({"weekdays": []}, "必填"),
        ({"posts": "中山路口 4\n中山路口 2"}, "重复"),
        ({"posts": "中山路口 0"}, "不是有效岗位"),
    ],
)
def test_what_is_wrong_is_said_and_all_that_was_typed_comes_back(leader, row, facts, said):
    answer = leader.post(page(row), typed(title="新名称", **facts))
    errors = " ".join(str(each) for each in answer.context["form"].errors.values())
    assert (said in errors, 'value="新名称"' in text(answer)) == (True, True)


def test_a_leader_ends_one_having_read_what_that_does(leader, row):
    assert "（8次）" in text(leader.get(page(row)))
    assert leader.post(reverse("series-end", args=[row.pk])).url == page(row)
    shown = text(leader.get(page(row)))
    assert ("已于2026-11-21 12:00终止" in shown, "预览调整影响" in shown) == (True, False)
    assert leader.post(page(row), typed()).status_code == 409
    assert leader.post(reverse("series-end", args=[row.pk])).status_code == 409
    assert Activity.objects.filter(series=row, starts_at__gt=NOW).count() == 0


def test_the_list_stands_behind_the_leaders_page_and_that_of_the_team(leader, row, teams):
    for address in (reverse("team-weekend"), reverse("team-detail", args=[teams.north.pk])):
        assert LIST in text(leader.get(address))
    shown = leader.get(f"{LIST}?team={teams.north.code}")
    assert [(each.title, each.days) for each in shown.context["page"]] == [("路口文明劝导", "星期六、星期日")]


def test_a_leader_sees_and_plans_for_the_own_team_only(client, row, teams, time_machine_now):
    client.force_login(teams.other_leader)
    assert list(client.get(LIST).context["page"]) == []
    assert client.get(page(row)).status_code == 404
    assert client.post(reverse("series-end", args=[row.pk])).status_code == 404
    form = client.post(NEW, typed(team=teams.north.pk)).context["form"]
    assert list(form.errors) == ["team"]


@pytest.mark.parametrize(
    ("who", "statuses"),
    [("official", (200, 200, 403, 403)), ("auditor", (200, 200, 403, 403)), ("handler", (403, 403, 403, 403))],
)
def test_others_look_or_have_no_business_here(client, row, cast, who, statuses, time_machine_now):
    client.force_login(getattr(cast, who))
    got = [client.get(LIST), client.get(page(row)), client.get(NEW), client.post(reverse("series-end", args=[row.pk]))]
    assert tuple(each.status_code for each in got) == statuses


def test_who_may_only_look_changes_nothing(client, row, cast, time_machine_now):
    client.force_login(cast.official)
    assert '<form class="panel"' not in text(client.get(page(row)))
    assert client.post(page(row), typed(weekdays=["6"])).status_code == 403


def test_the_office_changes_any(client, row, cast, time_machine_now):
    client.force_login(cast.clerk)
    assert confirmed(client, page(row), typed(title="新名称")).url == page(row)
    assert set(row.activities.filter(starts_at__gt=NOW).values_list("title", flat=True)) == {"新名称"}


def test_the_number_of_queries_does_not_grow(leader, row, teams, count_queries):
    few = [count_queries(leader, address) for address in (LIST, page(row))]
    for number in range(30):
        SeriesPost.objects.create(series=row, place=f"{number}号路口")
        series(teams.north, title=f"{number}号", first=date(2026, 11, 1))
    recurrence.make_ahead(at=NOW + timedelta(hours=1))
    assert [count_queries(leader, address) for address in (LIST, page(row))] == few
