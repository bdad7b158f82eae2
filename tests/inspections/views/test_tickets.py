"""The page of a ticket, and what goes wrong with its forms."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.domain import jobs
from inspections.choices import TicketState
from inspections.domain import tickets
from inspections.models import PendingPhoto
from tests.inspections.photos import photo

pytestmark = pytest.mark.django_db


def page(ticket) -> str:
    return reverse("ticket-detail", args=[ticket.number])


def verb(ticket, name: str) -> str:
    return reverse("ticket-verb", args=[ticket.number, name])


def text(response) -> str:
    return response.content.decode()


def test_the_page_offers_exactly_what_the_person_may_do(client, cast, stages):
    ticket = stages.dispatched()
    offered = {}
    for person in (cast.clerk, cast.handler, cast.inspector):
        client.force_login(person)
        offered[person.username] = {each["verb"] for each in client.get(page(ticket)).context["actions"]}
    assert offered == {
        "clerk": {"transfer", "extend", "suspend", "void", "merge", "attach"},
        "handler": {"accept", "rectify", "return", "ask_extension", "attach"},
        "inspector": {"attach"},
    }


def test_one_verb_stands_open_the_usual_next_step_or_the_one_asked_for(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.handler)
    opened = [
        [each["verb"] for each in client.get(page(ticket), {"do": asked}).context["actions"] if each["form"]]
        for asked in ("", "return", "void", "fly")
    ]
    assert opened == [["accept"], ["return"], ["accept"], ["accept"]]


def test_no_other_form_stands_beside_one_that_came_back(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.handler)
    response = client.post(verb(ticket, "rectify"), {"version": ticket.version})
    assert [each["verb"] for each in response.context["actions"] if each["form"]] == []
    assert f'href="{page(ticket)}?do=accept#verbs"' in text(response)


def test_somebody_elses_ticket_is_not_found(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.other_handler)
    answers = [client.get(page(ticket)).status_code, client.post(verb(ticket, "accept"), {"version": 2}).status_code]
    assert answers == [404, 404]


def test_a_verb_that_does_not_exist_is_not_found(client, cast, stages):
    client.force_login(cast.clerk)
    assert client.post(verb(stages.registered(), "fly"), {"version": 1}).status_code == 404


def test_a_handler_accepts_and_rectifies_with_a_photo(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.handler)
    client.post(verb(ticket, "accept"), {"version": ticket.version})
    form = {"version": ticket.version + 1, "note": "已清运", "photos": [photo("a.jpg"), photo("b.jpg")]}
    response = client.post(verb(ticket, "rectify"), form)
    ticket.refresh_from_db()
    assert (response.url, ticket.state, ticket.photos.count()) == (page(ticket), TicketState.RECTIFIED, 2)


def test_a_stale_form_is_told_what_changed_and_loses_nothing(client, cast, stages):
    ticket = stages.dispatched()
    tickets.accept(ticket, by=cast.handler, at=timezone.now())
    client.force_login(cast.handler)
    form = {"version": ticket.version, "note": "已经清理干净", "photos": [photo("done.jpg")]}
    response = client.post(verb(ticket, "rectify"), form)
    shown = text(response)
    kept = PendingPhoto.objects.get()
    assert response.status_code == 409
    assert ["接收" in shown or "处置" in shown, "已经清理干净" in shown, str(kept.pk) in shown] == [True, True, True]
    again = {"version": ticket.version + 1, "note": "已经清理干净", "photos_kept": [str(kept.pk)]}
    client.post(verb(ticket, "rectify"), again)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.photos.get().file_name, PendingPhoto.objects.count()) == ("rectified", "done.jpg", 0)


def test_the_form_that_comes_back_carries_the_version_of_now(client, cast, stages):
    ticket = stages.dispatched()
    tickets.accept(ticket, by=cast.handler, at=timezone.now())
    client.force_login(cast.handler)
    response = client.post(verb(ticket, "return"), {"version": ticket.version, "note": "不是我们的"})
    assert response.context["unsent"]["form"]["version"].value() == str(ticket.version + 1)


def test_whoever_returns_a_ticket_goes_on_with_the_own_work(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.handler)
    response = client.post(verb(ticket, "return"), {"version": ticket.version, "note": "不是我们的"}, follow=True)
    assert (response.redirect_chain, response.status_code) == ([("/work/", 302)], 200)


def test_a_refused_transition_answers_409_with_a_sentence_and_keeps_the_text(client, cast, stages):
    ticket = stages.registered()
    client.force_login(cast.clerk)
    response = client.post(verb(ticket, "suspend"), {"version": ticket.version, "note": "等待汛期结束"})
    assert (response.status_code, "等待汛期结束" in text(response)) == (409, True)
    assert "不能" in text(response)


def test_what_the_role_does_not_allow_is_refused_with_403(client, cast, stages):
    ticket = stages.registered()
    client.force_login(cast.inspector)
    response = client.post(verb(ticket, "void"), {"version": ticket.version, "note": "x"})
    assert response.status_code == 403


def test_rectifying_without_a_photo_is_refused_and_keeps_the_text(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.handler)
    response = client.post(verb(ticket, "rectify"), {"version": ticket.version, "note": "清理完毕"})
    assert (response.status_code, "清理完毕" in text(response)) == (400, True)


def test_a_file_that_is_no_photo_is_named_and_the_good_one_is_kept(client, cast, stages):
    from django.core.files.uploadedfile import SimpleUploadedFile

    ticket = stages.dispatched()
    client.force_login(cast.handler)
    bad = SimpleUploadedFile("report.pdf", b"%PDF-1.4 not a photo", "application/pdf")
    form = {"version": ticket.version, "note": "清理完毕", "photos": [bad, photo("good.jpg")]}
    response = client.post(verb(ticket, "rectify"), form)
    assert (response.status_code, "report.pdf" in text(response)) == (400, True)
    assert PendingPhoto.objects.get().file_name == "good.jpg"


def test_an_extension_is_asked_and_granted(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.handler)
    asked = {"version": ticket.version, "amount": 2, "clock": "work_day", "note": "材料未到"}
    client.post(verb(ticket, "ask_extension"), asked)
    client.force_login(cast.clerk)
    granted = {"version": ticket.version + 1, "amount": 2, "clock": "work_day"}
    client.post(verb(ticket, "extend"), granted)
    due = ticket.due_at
    ticket.refresh_from_db()
    assert (ticket.extension_asked_at, ticket.due_at > due) == (None, True)


def test_a_duplicate_is_merged_by_number(client, cast, stages):
    ticket, stays = stages.registered(), stages.registered()
    client.force_login(cast.clerk)
    client.post(verb(ticket, "merge"), {"version": ticket.version, "into": stays.number})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.merged_into) == (TicketState.VOIDED, stays)
    assert stays.number in text(client.get(page(ticket)))


def test_reopening_leads_to_the_new_ticket(client, cast, stages):
    ticket = tickets.close(stages.rectified(), by=cast.inspector, at=timezone.now())
    client.force_login(cast.inspector)
    form = {"version": ticket.version, "description": "又堆上了", "photos": [photo()]}
    response = client.post(verb(ticket, "reopen"), form)
    again = ticket.relapses.get()
    assert response.url == page(again)


def test_the_page_tells_why_day_by_day(client, cast, stages):
    client.force_login(cast.clerk)
    shown = text(client.get(page(stages.dispatched())))
    assert "时限如何计算" in shown


def test_the_page_shows_when_the_clock_stood(client, cast, stages):
    ticket = tickets.suspend(stages.dispatched(), by=cast.clerk, at=timezone.now(), note="等待汛期结束")
    ticket = tickets.resume(ticket, by=cast.clerk, at=timezone.now())
    client.force_login(cast.clerk)
    shown = text(client.get(page(ticket)))
    assert ("停止计时的时段" in shown, "不计入" in shown) == (True, True)


def test_the_page_costs_the_same_for_a_short_and_for_a_long_history(client, cast, stages, count_queries):
    ticket = stages.dispatched()
    client.force_login(cast.clerk)
    short = count_queries(client, page(ticket))
    for number in range(30):
        uploads = [photo(f"{number}.jpg")]
        tickets.attach(ticket, by=cast.inspector, at=timezone.now(), note=f"补充{number}", photos=uploads)
    jobs.run_waiting()
    assert (count_queries(client, page(ticket)), short <= 15) == (short, True)


def test_the_dearest_form_costs_no_more_than_fifteen_queries(client, cast, stages, count_queries):
    ticket = stages.registered()
    client.force_login(cast.clerk)
    assert count_queries(client, page(ticket)) <= 15


def test_the_page_names_who_found_it_who_has_it_and_who_did_what(client, cast, stages):
    ticket = tickets.accept(stages.dispatched(), by=cast.handler, at=timezone.now())
    client.force_login(cast.official)
    context = client.get(page(ticket)).context
    shown, who = context["ticket"], [entry.who for entry in context["timeline"]]
    people = (cast.inspector, cast.clerk, cast.handler)
    assert (shown.finder, shown.handler, shown.department) == (cast.inspector, cast.handler, cast.handler.department)
    assert who == [f"{person} · {person.department}" for person in people]


def test_phones_of_those_who_answer_are_masked(client, cast, stages):
    from command.models import DutyLevel
    from inspections.models import PointDuty

    level = DutyLevel.objects.first()
    PointDuty.objects.create(point=cast.city.market, level=level, person="王书记", phone="13812341234")
    client.force_login(cast.clerk)
    shown = text(client.get(page(stages.registered())))
    assert ("138****1234" in shown, "13812341234" in shown) == (True, False)
