"""The office's queue: tabs, filters, bulk work, export."""

import io
import json
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from core import record_exports
from core.domain import jobs
from core.models import Job, Notice
from inspections.choices import TicketState
from inspections.domain import tickets
from inspections.models import Ticket, TimeLimit

pytestmark = pytest.mark.django_db
PAGE, BULK, EXPORT = "/queue/", "/queue/bulk/", "/queue/export/"


def numbers(response) -> list[str]:
    return [ticket.number for ticket in response.context["page"].object_list]


def test_only_the_office_sees_the_queue(client, cast):
    answers = {}
    for person in (cast.clerk, cast.inspector, cast.handler, cast.official):
        client.force_login(person)
        answers[person.username] = client.get(PAGE).status_code
    assert answers == {"clerk": 200, "inspector": 403, "handler": 403, "official": 403}


def test_each_tab_holds_its_tickets(client, cast, stages):
    made = {"verify": stages.reported(), "dispatch": stages.registered(), "running": stages.dispatched()}
    made["check"] = stages.rectified()
    confirmed = stages.reported()
    made["register"] = tickets.confirm(confirmed, by=cast.inspector, at=timezone.now())
    client.force_login(cast.clerk)
    found = {tab: numbers(client.get(PAGE, {"tab": tab})) for tab in made}
    assert found == {tab: [ticket.number] for tab, ticket in made.items()}


def test_tabs_show_how_many_they_hold(client, cast, stages):
    stages.registered(), stages.registered(), stages.dispatched()
    client.force_login(cast.clerk)
    counts = {each["tab"].key: each["count"] for each in client.get(PAGE).context["tabs"]}
    assert (counts["dispatch"], counts["running"], counts["overdue"], counts["all"]) == ("2", "1", "0", "")


def test_the_queue_opens_at_the_first_tab_in_which_something_waits(client, cast, stages):
    client.force_login(cast.clerk)
    opened = [client.get(PAGE).context["tab"].key]
    stages.dispatched()
    opened.append(client.get(PAGE).context["tab"].key)
    stages.rectified()
    opened.append(client.get(PAGE).context["tab"].key)
    assert opened == ["verify", "running", "check"]


def test_the_export_takes_the_tab_that_is_shown(client, cast, stages):
    stages.rectified()
    client.force_login(cast.clerk)
    assert f"{EXPORT}?tab=check" in client.get(PAGE).content.decode()


def test_a_row_says_what_it_is_about_and_how_long_there_is(client, cast, stages):
    ticket = stages.dispatched(description="<b>摊位</b>前有垃圾" + "，很多" * 20)
    client.force_login(cast.clerk)
    shown = client.get(PAGE, {"tab": "running"}).content.decode()
    parts = (
        f'<a class="number" href="/tickets/{ticket.number}/" data-row-open>{ticket.number}</a>',
        f"<strong>{ticket.category.name}</strong>",
        '<span class="quiet">&lt;b&gt;摊位&lt;/b&gt;前有垃圾，很多',
        f'<td data-label="责任单位">{ticket.department.name}</td>',
        '<span class="badge badge-blue">待处置</span>',
        '<span class="deadline deadline-',
    )
    assert [part for part in parts if part not in shown] == []


def test_a_row_of_a_list_with_bulk_work_has_its_box(client, cast, stages):
    ticket = stages.registered()
    client.force_login(cast.clerk)
    shown = client.get(PAGE, {"tab": "dispatch"}).content.decode()
    assert f'<input type="checkbox" name="ticket" value="{ticket.number}" form="bulk"' in shown


def test_running_tickets_come_by_time_left(client, cast, stages):
    later, sooner = stages.dispatched(), stages.dispatched()
    Ticket.objects.filter(pk=sooner.pk).update(due_at=timezone.now() - timedelta(days=3))
    client.force_login(cast.clerk)
    response = client.get(PAGE, {"tab": "running"})
    assert numbers(response) == [sooner.number, later.number]
    assert "已超期" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ({"q": "北街"}, True),
        ({"q": "bjnm"}, True),
        ({"q": "西庄"}, False),
        ({"source": "patrol"}, True),
        ({"source": "hotline"}, False),
        ({"state": "dispatched"}, True),
        ({"overdue": "on"}, False),
        ({"rework": "on"}, False),
        ({"relapse": "on"}, False),
        ({"since": "2000-01-01"}, True),
        ({"until": "2000-01-01"}, False),
    ],
)
def test_the_filter_narrows(client, cast, stages, query, fits):
    ticket = stages.dispatched()
    client.force_login(cast.clerk)
    assert numbers(client.get(PAGE, {"tab": "all", **query})) == ([ticket.number] if fits else [])


def test_an_area_stands_for_all_below_it(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.clerk)
    found = [numbers(client.get(PAGE, {"tab": "all", "area": area.pk})) for area in (cast.city.north, cast.city.east)]
    assert found == [[ticket.number], []]


def lines(*tickets, **given):
    """Return what the form of a dispatch sends for these tickets."""
    sent = {"verb": "dispatch", "ticket": [ticket.number for ticket in tickets]}
    for ticket in tickets:
        sent |= {f"{ticket.number}-{name}": value for name, value in ({"version": ticket.version} | given).items()}
    return sent


def test_the_lines_of_a_dispatch_are_filled_in_with_what_is_suggested(client, cast, stages, category):
    rows = [stages.registered(), stages.registered(point=cast.city.road)]
    client.force_login(cast.clerk)
    sent = {"verb": "choose", "ticket": [ticket.number for ticket in rows]}
    answer = client.post(BULK + "?tab=dispatch", sent)
    units = [line["department"].value() for line in answer.context["dispatch_form"]]
    assert units == [cast.city.city_management.pk, cast.city.transport.pk]
    own = TimeLimit.objects.filter(set__is_current=True, category=category).order_by("amount").first()
    assert {line["limit"].value() for line in answer.context["dispatch_form"]} == {own.pk}
    shown = answer.content.decode()
    assert (
        shown.count("建议依据：</span> 点位责任单位") + shown.count("建议依据： 点位责任单位"),
        shown.count(" checked>"),
    ) == (2, 2)


def test_each_is_dispatched_as_its_line_says(client, cast, stages, limit):
    first, second = stages.registered(), stages.registered()
    client.force_login(cast.clerk)
    sent = lines(first, department=cast.city.transport.pk, limit=limit.pk)
    sent |= lines(second, department=cast.city.city_management.pk, limit=limit.pk)
    client.post(BULK + "?tab=dispatch", sent | {"ticket": [first.number, second.number]})
    assert list(Ticket.objects.order_by("id").values_list("state", "department__name")) == [
        ("dispatched", "市交通运输局"),
        ("dispatched", "市城市管理综合行政执法局"),
    ]


def test_each_refused_row_stays_ticked_with_its_sentence_and_the_others_are_done(client, cast, stages, limit):
    good, bad = stages.registered(), stages.registered(point=None, area=cast.city.east, place="村口")
    client.force_login(cast.clerk)
    sent = lines(bad, department="", limit=limit.pk)
    sent |= lines(good, department=cast.city.transport.pk, limit=limit.pk)
    answer = client.post(BULK + "?tab=dispatch", sent | {"ticket": [good.number, bad.number]})
    good.refresh_from_db()
    assert good.state == TicketState.DISPATCHED
    assert answer.context["outcome"].refused == [(bad, "请选择责任单位。")]
    assert [line.ticket for line in answer.context["dispatch_form"]] == [bad]
    shown = answer.content.decode()
    assert f'value="{bad.number}" form="bulk" aria-label="{bad.number}" checked>' in shown
    assert '<span class="refusal" role="alert">请选择责任单位。</span>' in shown


def test_a_line_that_somebody_has_overtaken_is_refused(client, cast, stages, limit):
    ticket = stages.registered()
    client.force_login(cast.clerk)
    sent = lines(ticket, department=cast.city.transport.pk, limit=limit.pk)
    tickets.attach(ticket, by=cast.inspector, at=timezone.now(), note="又来了一车")
    answer = client.post(BULK + "?tab=dispatch", sent)
    ((refused, reason),) = answer.context["outcome"].refused
    assert (refused, "已有新的办理记录" in reason) == (ticket, True)


def test_a_limit_of_another_category_is_refused(client, cast, stages):
    ticket = stages.registered()
    other = TimeLimit.objects.filter(set__is_current=True, category__name="路灯").first()
    client.force_login(cast.clerk)
    sent = lines(ticket, department=cast.city.transport.pk, limit=other.pk)
    assert client.post(BULK, sent).context["outcome"].refused == [(ticket, "请选择处置时限。")]


def test_what_was_refused_and_is_no_more_in_the_list_is_named_above_it(client, cast, stages):
    ticket = stages.rectified()
    tickets.close(ticket, by=cast.clerk, at=timezone.now())
    client.force_login(cast.clerk)
    answer = client.post(BULK + "?tab=check", {"verb": "close", "ticket": [ticket.number]})
    assert [refused for refused, _reason in answer.context["refused_elsewhere"]] == [ticket]


def test_where_only_the_queue_is_replaced_it_is_said_in_a_toast(client, cast, stages):
    ticket = stages.rectified()
    client.force_login(cast.clerk)
    sent = {"verb": "close", "ticket": [ticket.number]}
    answer = client.post(BULK + "?tab=check", sent, headers={"HX-Request": "true"})
    said = json.loads(answer.headers["HX-Trigger"])
    assert said == {"portal:toast": {"text": "已办理 1 件。", "tone": "success"}}


def test_the_address_of_bulk_work_leads_back_to_the_queue(client, cast):
    client.force_login(cast.clerk)
    assert client.get(BULK + "?tab=check&page=2").url == "/queue/?tab=check&page=2"


def test_the_ticket_beside_the_list_is_bound_to_the_row_scope(client, cast, stages):
    ticket = stages.rectified()
    answers = {}
    for person in (cast.clerk, cast.handler, cast.other_handler):
        client.force_login(person)
        answers[person.username] = client.get(f"/tickets/{ticket.number}/preview/").status_code
    assert answers == {"clerk": 200, "handler": 200, "handler2": 404}


def test_many_are_closed_after_the_check(client, cast, stages):
    rows = [stages.rectified(), stages.rectified()]
    client.force_login(cast.clerk)
    client.post(BULK + "?tab=check", {"verb": "close", "ticket": [ticket.number for ticket in rows]})
    assert set(Ticket.objects.values_list("state", flat=True)) == {TicketState.CLOSED}


def test_nothing_ticked_is_said(client, cast):
    client.force_login(cast.clerk)
    assert "请先勾选问题" in client.post(BULK, {"verb": "register"}).content.decode()


def test_the_queue_costs_the_same_for_one_and_for_thirty(client, cast, stages, count_queries):
    stages.registered()
    client.force_login(cast.clerk)
    one = count_queries(client, PAGE + "?tab=dispatch")
    for _ in range(29):
        stages.registered()
    assert (count_queries(client, PAGE + "?tab=dispatch"), one <= 15) == (one, True)


def exported(response):
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def test_the_export_holds_exactly_what_is_filtered(client, cast, stages):
    wanted, _other = stages.dispatched(), stages.registered(point=cast.city.road)
    client.force_login(cast.clerk)
    book = exported(client.get(EXPORT, {"tab": "all", "q": "北街"}))
    rows = list(book.worksheets[0].values)
    assert [row[0] for row in rows[1:]] == [wanted.number]
    about = dict(row[:2] for row in book.worksheets[1].values if row[0])
    assert (about["编号、点位或内容"], about["导出人"]) == ("北街", "李文兰")


def test_a_formula_in_a_description_stays_text(client, cast, stages):
    stages.registered(description='=HYPERLINK("http://x","点我")')
    client.force_login(cast.clerk)
    sheet = exported(client.get(EXPORT, {"tab": "all"})).worksheets[0]
    cell = next(cell for cell in sheet[2] if str(cell.value).startswith("="))
    assert cell.data_type == "s"


def test_the_export_asks_for_its_permission(client, cast):
    client.force_login(cast.outsider)
    assert client.get(EXPORT).status_code == 403


def test_the_address_of_the_queue_is_where_the_office_begins(client, cast):
    client.force_login(cast.clerk)
    assert client.get("/").url == reverse("queue")


def test_a_long_list_is_written_in_the_background_as_its_asker_may_see_it(client, cast, stages, monkeypatch):
    monkeypatch.setattr(record_exports, "DIRECT", 1)
    wanted = [stages.dispatched(), stages.dispatched()]
    stages.registered(point=cast.city.road)
    client.force_login(cast.clerk)
    address = f"{EXPORT}?tab=running&department={cast.city.city_management.pk}"
    assert (client.get(address).templates[0].name, Job.objects.count()) == ("core/long_export.html", 0)
    follow = client.post(address).url
    jobs.run_waiting()
    sheet = exported(client.get(f"{follow}file/")).worksheets[0]
    assert [row[0] for row in list(sheet.values)[1:]] == [ticket.number for ticket in wanted]
    assert Notice.objects.filter(recipient=cast.clerk, kind="job.done").get().link == follow


def test_who_may_no_longer_export_gets_no_file(client, cast, stages, monkeypatch):
    monkeypatch.setattr(record_exports, "DIRECT", 0)
    stages.dispatched()
    client.force_login(cast.clerk)
    follow = client.post(f"{EXPORT}?tab=running").url
    cast.clerk.groups.clear()
    jobs.run_waiting()
    assert client.get(f"{follow}file/").status_code == 404
