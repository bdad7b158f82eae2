"""The door for drafts: keys of the browser's own, and a sentence for whatever is refused."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from inspections.models import PendingPhoto, Ticket
from tests.inspections.photos import photo

pytestmark = pytest.mark.django_db
DRAFTS = "/api/v1/drafts/"


def facts(category, **other) -> dict:
    return {"point": "DZ00001", "category": category.pk, "description": "东门外有垃圾", **other}


def send(client, facts: dict, key=None, **headers):
    return client.put(f"{DRAFTS}{key or uuid4()}/", facts, content_type="application/json", **headers)


def send_photo(client, key=None, file=None, **fields):
    body = encode_multipart(BOUNDARY, {"photo": file or photo(), **fields})
    return client.put(f"{DRAFTS}photos/{key or uuid4()}/", body, content_type=MULTIPART_CONTENT)


def test_photos_come_first_and_the_draft_takes_them_along(client, cast, category):
    client.force_login(cast.inspector)
    before = send_photo(client, account=cast.inspector.pk).json()["id"]
    answer = send(client, facts(category, photos=[before], account=cast.inspector.pk))
    ticket = Ticket.objects.get()
    assert (answer.status_code, ticket.photos.count()) == (201, 1)
    assert answer.json() == {"number": ticket.number, "was_added": False, "page": f"/tickets/{ticket.number}/"}


def test_sent_again_it_answers_what_became_of_it(client, cast, category):
    client.force_login(cast.inspector)
    key = uuid4()
    answers = [send(client, facts(category), key) for _n in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert (answers[0].json(), Ticket.objects.count()) == (answers[1].json(), 1)


def test_a_known_problem_is_shown_with_what_is_needed_to_choose(client, cast, category, stages):
    open_one = stages.registered()
    client.force_login(cast.other_inspector)
    told = send(client, facts(category))
    assert (told.status_code, told.json()["code"]) == (409, "open_duplicate")
    assert [(each["number"], each["state"]) for each in told.json()["duplicates"]] == [(open_one.number, "待派遣")]


def test_added_to_another_groups_ticket_no_page_is_promised(client, cast, category, stages):
    open_one = stages.registered()
    client.force_login(cast.other_inspector)
    answer = send(client, facts(category, attach_to=open_one.number))
    assert answer.json() == {"number": open_one.number, "was_added": True, "page": ""}


def test_another_account_at_the_same_laptop_is_refused(client, cast, category):
    client.force_login(cast.other_inspector)
    answers = [
        send(client, facts(category, account=cast.inspector.pk)),
        send_photo(client, account=cast.inspector.pk),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "other_account")] * 2
    assert (Ticket.objects.count(), PendingPhoto.objects.count()) == (0, 0)


@pytest.mark.parametrize("role", ["handler", "area_staff", "official", "auditor", "outsider"])
def test_who_logs_no_problems_learns_of_none(client, cast, category, stages, role):
    stages.registered()
    client.force_login(getattr(cast, role))
    answer = send(client, facts(category))
    assert (answer.status_code, "duplicates" in answer.json()) in [(403, False), (400, False)]


@pytest.mark.parametrize("waited", ["nan", "NaN", "inf", "-1", "1e300"])
def test_a_wait_that_is_no_number_is_said(client, cast, category, waited):
    client.force_login(cast.inspector)
    assert send(client, facts(category, waited=waited)).status_code == 400


def test_an_expired_log_in_is_said_as_such(client, cast, category):
    assert [send(client, facts(category)).status_code, send_photo(client).status_code] == [401, 401]


def test_a_session_needs_the_token_of_the_pages(cast, category):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.inspector)
    request = RequestFactory().get("/")
    token = get_token(request)
    browser.cookies[settings.CSRF_COOKIE_NAME] = request.META["CSRF_COOKIE"]
    assert send(browser, facts(category)).status_code == 403
    assert send(browser, facts(category), headers={"X-CSRFToken": token}).status_code == 201


def test_what_is_wrong_is_said_field_by_field(client, cast, category):
    client.force_login(cast.inspector)
    told = send(client, facts(category, point="ZZ9", description=""))
    assert (told.status_code, sorted(told.json()["fields"])) == (400, ["description", "point"])


def test_a_file_that_is_no_photo_is_refused_in_words(client, cast):
    client.force_login(cast.inspector)
    fake = photo("报告.jpg")
    fake.file.seek(0)
    fake.file.write(b"%PDF-1.7")
    fake.file.seek(0)
    told = send_photo(client, file=fake)
    assert (told.status_code, "“报告.jpg”不是照片" in told.json()["detail"]) == (422, True)


def test_missing_photos_are_named_so_that_they_can_be_sent_again(client, cast, category):
    client.force_login(cast.inspector)
    lost = str(uuid4())
    told = send(client, facts(category, photos=[lost])).json()
    assert (told["code"], told["missing"]) == ("photos_missing", [lost])


def test_a_handler_may_not(client, cast, category):
    client.force_login(cast.handler)
    assert [send(client, facts(category)).status_code, send_photo(client).status_code] == [403, 403]
