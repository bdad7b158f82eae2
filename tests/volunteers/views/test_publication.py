"""Certificates on publication: open to everybody, masked, with a way to object."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core.periods import Period
from tests.volunteers.conftest import NOW
from volunteers.domain import certificates, objections, taking_part
from volunteers.models import Objection
from volunteers.views import publication as views

LIST = reverse("published")


@pytest.fixture
def issued(teams, time_machine_now):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 90}, by=None, at=NOW)
    return certify(teams)


def certify(teams):
    today = Period(NOW.date(), NOW.date())
    return certificates.issue(issuer=teams.north, number="ZY0001", period=today, by=teams.leader, at=NOW)


def page_of(certificate):
    return reverse("published-certificate", args=[certificate.number])


def test_everybody_reads_a_masked_name_the_issuer_and_the_hours(client, issued, teams):
    answer = client.get(LIST)
    html = answer.content.decode()
    shown = ("孙*", teams.north.name, issued.number, "1.5", "2026-11-28")
    assert [word for word in shown if word not in html] == []
    hidden = ("孙丽", "ZY0001", "13800001234", "赵敏", "清洁家园", issued.code)
    assert [word for word in hidden if word in html] == []
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_list_is_narrowed_by_the_issuer(client, issued):
    assert [list(client.get(LIST, {"issuer": name}).context["page"]) for name in ("学雷锋", "东亭")] == [[issued], []]


def test_an_objection_is_received_without_a_name(client, issued):
    answer = client.post(page_of(issued), {"text": "当天未到场"})
    assert (answer.status_code, "已收到" in answer.content.decode()) == (200, True)
    assert list(Objection.objects.values_list("text", flat=True)) == ["当天未到场"]


def test_after_the_last_day_and_for_another_number_there_is_nothing(client, issued, time_machine):
    assert client.get(reverse("published-certificate", args=["ZM2026-99999"])).status_code == 404
    time_machine.move_to(NOW + timedelta(days=8), tick=False)
    assert (client.get(page_of(issued)).status_code, list(client.get(LIST).context["page"])) == (404, [])
    assert client.post(page_of(issued), {"text": "未到场"}).status_code == 404


def test_one_address_objects_so_often_and_keeps_what_was_typed(client, issued, monkeypatch):
    monkeypatch.setattr(views, "FROM_ONE_ADDRESS", 1)
    answers = [client.post(page_of(issued), {"text": text}) for text in ("甲", "第二次异议")]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert ("第二次异议" in answers[1].content.decode(), Objection.objects.count()) == (True, 1)


def test_the_office_answers_on_the_certificate_and_its_issuer_may_not(client, issued, teams, cast):
    objection = objections.raise_against(issued, text="当天未到场", at=NOW)
    certificate, reject = reverse("certificate", args=[issued.pk]), reverse("objection-reject", args=[objection.pk])
    shown = []
    for user, may_answer, status in ((teams.leader, False, 409), (cast.official, False, 403), (cast.clerk, True, 302)):
        client.force_login(user)
        shown.append("有待处理异议" in client.get(reverse("certificates")).content.decode())
        html = client.get(certificate).content.decode()
        assert ("当天未到场" in html, reject in html) == (True, may_answer)
        assert client.post(reject, {"answer": "签到表有本人签名"}).status_code == status
    shown.append("有待处理异议" in client.get(reverse("certificates")).content.decode())
    assert shown == [True, True, True, False]
    assert "签到表有本人签名" in client.get(certificate).content.decode()
    client.force_login(teams.other_leader)
    assert client.post(reject, {"answer": "x"}).status_code == 404


def test_an_answer_without_words_is_refused(client, issued, cast):
    objection = objections.raise_against(issued, text="当天未到场", at=NOW)
    client.force_login(cast.clerk)
    assert client.post(reverse("objection-reject", args=[objection.pk]), {"answer": ""}).status_code == 409


def test_the_number_of_queries_does_not_grow_with_the_rows(client, issued, teams, count_queries):
    few = count_queries(client, LIST)
    for _each in range(29):
        certify(teams)
    assert count_queries(client, LIST) == few
