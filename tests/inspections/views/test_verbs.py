"""Verbs where they are: the form opened in its place, and the row of the own work that answers for itself."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from inspections.choices import TicketState
from inspections.domain import tickets
from inspections.models import PendingPhoto
from tests.inspections.photos import photo
from tests.inspections.times import on

pytestmark = pytest.mark.django_db


def verb(ticket, name: str) -> str:
    return reverse("ticket-verb", args=[ticket.number, name])


def row(ticket) -> dict[str, str]:
    return {"HX-Request": "true", "HX-Target": f"row-{ticket.number}"}


def text(response) -> str:
    return response.content.decode()


def test_without_script_a_verb_opens_on_the_page_of_the_ticket(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.handler)
    assert client.get(verb(ticket, "return")).url == f"/tickets/{ticket.number}/?do=return#verbs"


def test_on_the_page_a_verb_opens_in_its_place(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.handler)
    panel = client.get(verb(ticket, "return"), headers={"HX-Request": "true", "HX-Target": "verbs"})
    opened = [each["verb"] for each in panel.context["actions"] if each["form"]]
    assert (opened, "<html" in text(panel), 'id="verbs"' in text(panel)) == (["return"], False, True)


def test_in_the_list_a_verb_opens_in_its_row(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.handler)
    answer = client.get(verb(ticket, "rectify"), headers=row(ticket))
    assert answer.templates[0].name == "inspections/desk_row.html"
    assert f'id="row-{ticket.number}"' in text(answer) and 'name="photos"' in text(answer)


def test_a_row_answers_with_itself_and_says_what_was_done(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.handler)
    form = {"version": ticket.version, "photos": [photo()], "note": "已清运"}
    answer = client.post(verb(ticket, "rectify"), form, headers=row(ticket))
    ticket.refresh_from_db()
    said = json.loads(answer.headers["HX-Trigger"])["portal:toast"]
    assert (answer.status_code, ticket.state, said["tone"]) == (200, TicketState.RECTIFIED, "success")
    assert (answer.context["ticket"].pk, answer.context["is_done"]) == (ticket.pk, True)
    counts = {each["tab"].key: each["count"] for each in answer.context["tabs"]}
    assert (counts["running"], counts["check"], text(answer).count('hx-swap-oob="true"')) == ("0", "1", len(counts))


def test_a_row_that_was_returned_says_that_it_is_gone(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.handler)
    form = {"version": ticket.version, "usual_reason": "点位不在本单位辖区"}
    answer = client.post(verb(ticket, "return"), form, headers=row(ticket))
    assert (answer.status_code, answer.context["is_gone"]) == (200, True)
    assert ticket.events.last().note == "点位不在本单位辖区"


def test_a_stale_row_says_what_happened_and_keeps_text_and_photos(client, cast, stages):
    ticket = stages.dispatched()
    tickets.accept(ticket, by=cast.handler, at=timezone.now())
    client.force_login(cast.handler)
    form = {"version": ticket.version, "note": "已经清理干净", "photos": [photo("done.jpg")]}
    answer = client.post(verb(ticket, "rectify"), form, headers=row(ticket))
    shown, kept = text(answer), PendingPhoto.objects.get()
    assert [part in shown for part in ("接单", "已经清理干净", str(kept.pk))] == [True, True, True]
    again = {"version": ticket.version + 1, "note": "已经清理干净", "photos_kept": [str(kept.pk)]}
    client.post(verb(ticket, "rectify"), again, headers=row(ticket))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.photos.get().file_name) == (TicketState.RECTIFIED, "done.jpg")


@pytest.mark.parametrize(
    ("usual", "own", "said"),
    [
        ("点位不在本单位辖区", "", "点位不在本单位辖区"),
        ("", " 属于另一条街 ", "属于另一条街"),
        ("点位不在本单位辖区", "属于另一条街", "点位不在本单位辖区；属于另一条街"),
    ],
)
def test_a_reason_is_chosen_or_written_or_both(client, cast, stages, usual, own, said):
    ticket = stages.dispatched()
    client.force_login(cast.handler)
    client.post(verb(ticket, "return"), {"version": ticket.version, "usual_reason": usual, "note": own})
    assert ticket.events.last().note == said


@pytest.mark.parametrize("usual", ["", "我不想做"])
def test_no_reason_or_one_that_nobody_offered_is_refused(client, cast, stages, usual):
    ticket = stages.dispatched()
    client.force_login(cast.handler)
    answer = client.post(verb(ticket, "return"), {"version": ticket.version, "usual_reason": usual, "note": " "})
    assert (answer.status_code, ticket.events.count()) == (400, 2)


def test_a_row_that_is_left_comes_back_as_it_is(client, cast, stages):
    ticket = stages.dispatched()
    address = reverse("work-row", args=[ticket.number])
    client.force_login(cast.handler)
    assert client.get(address).context["ticket"].pk == ticket.pk
    client.force_login(cast.other_handler)
    assert client.get(address).status_code == 404


# --- The deadline that an extension would make ----------------------------------------------


def extended(client, ticket, **asked) -> str:
    return text(client.get(reverse("ticket-extended", args=[ticket.number]), asked))


def test_the_new_deadline_is_told_before_it_is_asked_for(client, cast, stages, time_machine):
    """Three working days from Monday end on Thursday the 26th, two more on Monday the 30th."""
    time_machine.move_to(on("2026-11-23 09:00"), tick=False)
    ticket = stages.dispatched()
    client.force_login(cast.handler)
    said = extended(client, ticket, amount=2, clock="work_day")
    assert said == "批准后到期时间：11-30 18:00（现为 11-26 18:00）"
    tickets.extend(ticket, by=cast.clerk, at=on("10:00"), amount=2, clock="work_day")
    ticket.refresh_from_db()
    assert ticket.due_at == on("2026-11-30 18:00")


@pytest.mark.parametrize("asked", [{}, {"amount": "0"}, {"amount": "9999", "clock": "work_day"}, {"amount": "٣"}])
def test_of_an_extension_that_makes_no_sense_nothing_is_told(client, cast, stages, asked):
    client.force_login(cast.handler)
    assert extended(client, stages.dispatched(), **asked) == ""


def test_the_new_deadline_is_told_in_the_own_scope_alone(client, cast, stages):
    ticket = stages.dispatched()
    client.force_login(cast.other_handler)
    asked = {"amount": 1, "clock": "work_day"}
    assert client.get(reverse("ticket-extended", args=[ticket.number]), asked).status_code == 404


def test_the_office_decides_from_what_was_asked(client, cast, stages):
    ticket = stages.dispatched()
    tickets.ask_extension(ticket, by=cast.handler, at=timezone.now(), amount=4, clock="work_hour", note="待料")
    client.force_login(cast.clerk)
    page = client.get(reverse("ticket-detail", args=[ticket.number]), {"do": "extend"})
    [form] = [each["form"] for each in page.context["actions"] if each["form"]]
    assert (form["amount"].initial, form["clock"].initial) == (4, "work_hour")
