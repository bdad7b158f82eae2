"""The public verification: valid, revoked, unknown, and nothing personal."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core.periods import Period
from tests.volunteers.conftest import NOW
from volunteers.domain import certificates, objections, taking_part
from volunteers.models import Objection
from volunteers.views.verification import LIMIT

ASK = reverse("verify")


@pytest.fixture
def issued(teams):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 90}, by=teams.leader, at=NOW)
    period = Period(date(2026, 11, 1), date(2026, 11, 21))
    return certificates.issue(issuer=teams.north, number="ZY0001", period=period, by=teams.leader, at=NOW)


def answer_of(certificate):
    return reverse("verify-certificate", args=[certificate.code])


def test_a_stranger_learns_that_it_is_valid_and_nothing_personal(client, issued, teams):
    answer = client.get(answer_of(issued))
    html = answer.content.decode()
    shown = [word in html for word in ("有效", issued.number, teams.north.name, "1.5", "2026-11-01")]
    personal = [word in html for word in ("孙", "ZY0001", "13800001234", "赵敏", "清洁家园")]
    assert (answer.status_code, shown, personal) == (200, [True] * 5, [False] * 5)


def test_it_says_how_the_publication_stands_and_nothing_of_what_was_objected(client, issued, time_machine):
    time_machine.move_to(NOW, tick=False)
    shown = [client.get(answer_of(issued)).content.decode()]
    objections.raise_against(issued, text="孙丽未到场", at=NOW)
    shown.append(client.get(answer_of(issued)).content.decode())
    objections.reject(Objection.objects.get(), answer="属实", by=None, at=NOW)
    time_machine.move_to(NOW + timedelta(days=8), tick=False)
    shown.append(client.get(answer_of(issued)).content.decode())
    words = ("公示至 2026-11-28", "有异议，正在核实", "公示期满")
    assert [word in html for word, html in zip(words, shown, strict=True)] == [True] * 3
    assert [html for html in shown if "未到场" in html] == []


def test_the_code_goes_to_no_other_site_and_the_form_keeps_its_origin(client, issued):
    """With "no-referrer" browsers send the form from the origin "null", which the protection of forms refuses."""
    assert client.get(answer_of(issued)).headers["Referrer-Policy"] == "same-origin"


def test_a_revoked_one_is_said_to_be_revoked_without_the_reason(client, issued, teams):
    certificates.revoke(issued, reason="孙丽未到场", by=teams.leader, at=NOW)
    html = client.get(answer_of(issued)).content.decode()
    assert ("撤销" in html, "该证明有效" in html, "未到场" in html) == (True, False, False)


def test_an_unknown_code_and_the_number_itself_open_nothing(client, issued):
    for code in ("7K2M9QTR0AXC", issued.number, "x"):
        answer = client.get(reverse("verify-certificate", args=[code]))
        assert (answer.status_code, answer.context["is_unknown"]) == (404, True)


def test_a_typed_code_leads_to_its_answer(client, issued):
    typed = f"{issued.code[:4]}-{issued.code[4:8].lower()} {issued.code[8:]}"
    answer = client.get(ASK, {"code": typed}, follow=True)
    assert answer.context["certificate"] == issued
    assert client.get(ASK, {"code": "a/b"}, follow=True).status_code == 404


def test_a_name_is_answered_with_yes_or_no(client, issued):
    said = [client.post(answer_of(issued), {"name": name}).context["is_name"] for name in ("孙丽", "孙莉", "")]
    assert said == [True, False, None]
    assert "孙丽" not in client.get(answer_of(issued)).content.decode()


def test_one_caller_may_not_ask_without_end(client, issued):
    codes = [client.get(answer_of(issued)).status_code for _time in range(LIMIT + 1)]
    assert codes == [200] * LIMIT + [429]
    assert client.get(answer_of(issued), REMOTE_ADDR="10.0.0.9").status_code == 200
    assert client.get(ASK).status_code == 200
