"""Passports: what a number means and exactly the records that it counts, for each reader."""

import io
from datetime import date

import openpyxl
import pytest
import time_machine
from django.utils import timezone

from core import record_exports
from core.domain import jobs
from core.domain.figures import Scope, all_figures, get, measure
from core.models import AuditEntry, Notice
from core.periods import Period
from inspections.models import Patrol, PointCheck
from tests.publicity.conftest import media  # noqa: F401 - a fixture
from tests.reports.rows import NOW, WEEK, days_ago
from tests.volunteers.conftest import teams  # noqa: F401 - a fixture
from volunteers.choices import Category
from volunteers.domain import plans, taking_part
from volunteers.models import UnitRoster, Volunteer

KEYS = [figure.key for figure in all_figures()]
ROLES = ["official", "clerk", "inspector", "handler", "area_staff", "administrator", "auditor", "outsider"]


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def busy(cast, ticket, closed_ticket, teams, media):  # noqa: F811
    """Problems in every condition that is counted, activities with turnout, items with readers."""
    ticket()
    ticket(due_at=days_ago(1), point=cast.city.road)
    closed_ticket(closed=1, due=0.5)
    closed_ticket(closed=1, due=2, rework_count=1)
    earlier = closed_ticket(closed=10, due=9)
    ticket(relapse_of=earlier, point=cast.city.village_market)
    with time_machine.travel(days_ago(-2)):
        taking_part.record_turnout(teams.crossing, headcounts={Category.CITIZEN: 40}, by=None, at=timezone.now())
        taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60}, by=None, at=timezone.now())
    media.article.readership.create(at=days_ago(3), reads=100)
    media.article.readership.create(at=days_ago(1), reads=630)
    media.article.broadcasts.create(channel=media.daily, date=days_ago(1).date(), times=7)
    patrol = Patrol.objects.create(group=cast.city.group_one, date=days_ago(1).date(), members=4, kilometres="41.5")
    PointCheck.objects.create(patrol=patrol, point=cast.city.market, checked_at=days_ago(1))
    PointCheck.objects.create(checked_by=cast.other_inspector, point=cast.city.road, checked_at=days_ago(2))
    return cast


def scopes(city):
    whole = Scope(Period(WEEK.first, days_ago(-3).date()), NOW)
    narrow = Scope(whole.period, NOW, department=city.city_management.pk)
    return [whole, whole.previous, narrow, Scope(whole.period, NOW, area=city.east.code), Scope.until(NOW)]


def listed(figure, scope, user):
    """Return what the list of a figure comes to, record by record."""
    rows = list(figure.rows(scope, user))
    shares = [getattr(row, figure.counted.share) if figure.counted.share else 1 for row in rows]
    assert len({row.pk for row in rows}) == len(rows)
    return sum(shares) / len(shares) if figure.is_mean and shares else None if figure.is_mean else sum(shares)


@pytest.mark.parametrize("role", ROLES)
def test_every_number_is_what_its_list_comes_to(role, busy):
    user = getattr(busy, role)
    asked = [(figure, scope) for figure in all_figures() for scope in scopes(busy.city)]
    for value in measure(asked, user):
        counted = value.of if value.figure.is_rate else value.number
        assert (value.figure.key, value.scope, counted) == (
            value.figure.key,
            value.scope,
            listed(value.figure, value.scope, user),
        )


def test_every_kind_of_figure_counts_something(busy):
    unit = busy.city.transport
    Volunteer.objects.filter(category=Category.ORGAN).update(department=unit)
    UnitRoster.objects.create(department=unit, counted_on=timezone.localdate(NOW), headcount=3)
    plans.set_targets({date(2026, 11, 1): 80}, by=None, at=NOW)
    known = measure([(figure, Scope.until(days_ago(-3))) for figure in all_figures()], busy.official)
    nothing = {value.figure.key for value in known if not value.number}
    assert nothing == {
        "hq.departments",
        "supervision.groups_before",
        "minors.aid_teams",
        "minors.green_teams",
        "minors.student_volunteers",
        "volunteers.unconfirmed",
        "volunteers.sunset_members",
        "volunteers.sunset_age",
        "volunteers.student_turnout",
        "media.advertisements",
        "media.psa",
    }


@pytest.mark.parametrize("key", KEYS)
def test_every_figure_has_a_passport_and_a_workbook(key, busy, client):
    client.force_login(busy.official)
    page = client.get(f"/figures/{key}/", {"period": "all"})
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/figures/{key}.xlsx?period=all").getvalue()))
    rows = list(get(key).rows(page.context["value"].scope, busy.official))
    assert page.context["page"].paginator.count == len(rows)
    assert book.worksheets[0].max_row - 1 == len(rows)
    assert [cell.value for cell in book.worksheets[1]["B"]][:3] == [
        str(get(key).name),
        f"{page.context['value'].text} {get(key).unit}".strip(),
        str(get(key).definition),
    ]


def test_a_flow_is_compared_with_the_period_before_and_the_year_before(busy, client, closed_ticket):
    closed_ticket(closed=366, due=366)
    client.force_login(busy.official)
    page = client.get("/figures/closed/", {"period": "7"})
    told = [(each.value, each.change, each.tone, each.period.first.isoformat()) for each in page.context["earlier"]]
    assert told == [("1", "+1 (+100.0%)", "good", "2026-11-07"), ("1", "+1 (+100.0%)", "good", "2025-11-14")]


def test_what_is_counted_from_the_beginning_has_nothing_before_it(busy, client):
    client.force_login(busy.official)
    page = client.get("/figures/closed/", {"period": "all"})
    assert (page.context["earlier"], page.context["words"][0][1]) == ([], "创建以来，至 2026-11-20")


def test_what_stands_at_a_moment_is_compared_with_nothing(busy, client):
    client.force_login(busy.official)
    assert client.get("/figures/open/").context["earlier"] == []


def test_a_rate_says_how_it_is_made_and_each_part_leads_to_its_list(busy, client):
    client.force_login(busy.official)
    page = client.get("/figures/on_time_rate/", {"period": "7"})
    assert page.context["value"].text == "33.33%"
    assert [part.number for part in page.context["parts"]] == ["1", "3"]
    assert [client.get(part.url).context["value"].text for part in page.context["parts"]] == ["1", "3"]


def test_a_rate_of_nothing_is_a_dash(cast, client):
    client.force_login(cast.official)
    assert client.get("/figures/closure_rate/").context["value"].text == "—"


def test_a_reader_of_a_part_is_told_that_it_is_a_part(busy, client):
    client.force_login(busy.handler)
    page = client.get("/figures/open/", {"department": busy.city.transport.pk})
    assert page.context["value"].text == "0"
    assert "只统计您有权查看的记录" in page.content.decode()


def test_a_reader_of_everything_is_told_nothing(busy, client):
    client.force_login(busy.official)
    assert client.get("/figures/open/").context["notes"] == []


@pytest.mark.parametrize("query", ["department=99999", "area=999999", "category=0", "area=x"])
def test_a_link_to_what_no_longer_exists_says_so(query, busy, client):
    client.force_login(busy.official)
    page = client.get(f"/figures/new/?period=7&{query}")
    assert (page.context["value"].text, page.content.decode().count("链接所指的已不存在")) == ("5", 1)


def test_a_village_can_be_asked_for(busy, client):
    client.force_login(busy.official)
    page = client.get("/figures/new/", {"period": "7", "area": busy.city.east_village.code})
    assert (page.context["value"].text, page.context["words"][2][1]) == ("1", "西庄村")


def test_what_a_figure_is_not_divided_by_is_said(busy, client):
    client.force_login(busy.official)
    page = client.get("/figures/media.articles/", {"department": busy.city.transport.pk})
    assert "该指标不按链接所要求的单位、区域或类别细分" in page.content.decode()


def test_who_may_not_see_the_records_may_not_read_the_figure(busy, client):
    client.force_login(busy.handler)
    assert [client.get(f"/figures/{key}").status_code for key in ("media.reads/", "media.reads.xlsx")] == [403, 403]


def test_an_unknown_number_has_no_passport(busy, client):
    client.force_login(busy.official)
    assert [client.get(f"/figures/{key}").status_code for key in ("beauty/", "beauty.xlsx")] == [404, 404]


def test_people_are_masked(busy, client):
    client.force_login(busy.official)
    page = client.get("/figures/volunteers.registered/").content.decode()
    assert ("孙*" in page, "孙丽" in page, "138****1234" in page, "13800001234" in page) == (True, False, True, False)


def test_sending_records_out_is_written_down(busy, client):
    client.force_login(busy.official)
    client.get("/figures/open.xlsx").getvalue()
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.data["figure"]) == ("figure.export", "open")


@pytest.mark.parametrize("role", ROLES)
def test_the_index_lists_what_the_reader_may_read(role, busy, client):
    user = getattr(busy, role)
    client.force_login(user)
    groups = client.get("/figures/").context["groups"]
    listed = [value.figure.key for group in groups for value in group.values]
    assert listed == [figure.key for figure in all_figures() if figure.may_read(user)]


def test_the_index_and_a_passport_ask_few_questions_however_long_the_list(
    busy, client, ticket, django_assert_max_num_queries
):
    client.force_login(busy.official)
    for _round in range(2):
        with django_assert_max_num_queries(9):
            client.get("/figures/")
        with django_assert_max_num_queries(11):
            client.get("/figures/open/")
        for _ in range(30):
            ticket()


def test_a_long_count_is_kept_for_a_minute(busy, client, monkeypatch, ticket):
    monkeypatch.setattr("reports.domain.passports.COUNTED_EACH_TIME", 2)
    client.force_login(busy.official)
    assert client.get("/figures/open/").context["value"].text == "3"
    ticket()
    assert client.get("/figures/open/").context["value"].text == "3"
    with time_machine.travel(days_ago(-1)):
        assert client.get("/figures/open/").context["value"].text == "4"


def test_a_long_list_is_written_in_the_background_as_its_asker_may_see_it(busy, client, monkeypatch):
    monkeypatch.setattr(record_exports, "DIRECT", 1)
    client.force_login(busy.handler)
    follow = client.post("/figures/open.xlsx").url
    jobs.run_waiting()
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{follow}file/").getvalue()))
    wanted = list(get("open").rows(Scope.until(NOW), busy.handler).values_list("number", flat=True))
    assert [row[0] for row in list(book.worksheets[0].values)[1:]] == wanted
    assert Notice.objects.filter(recipient=busy.handler, kind="job.done").get().link == follow


def test_who_may_no_longer_read_a_figure_gets_no_file(busy, client, monkeypatch):
    monkeypatch.setattr(record_exports, "DIRECT", 0)
    client.force_login(busy.handler)
    follow = client.post("/figures/open.xlsx").url
    busy.handler.groups.clear()
    jobs.run_waiting()
    assert client.get(f"{follow}file/").status_code == 404
