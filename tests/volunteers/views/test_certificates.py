import io
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from core.models import AuditEntry
from core.periods import Period
from tests.volunteers.conftest import NOW
from volunteers.domain import certificates, taking_part
from volunteers.models import Certificate

LIST = reverse("certificates")
ASKED = {"number": "ZY0001", "first": "2026-11-01", "last": "2026-11-21"}


@pytest.fixture
def served(teams):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 90}, by=teams.leader, at=NOW)
    return teams


@pytest.fixture
def issued(served):
    period = Period(date(2026, 11, 1), date(2026, 11, 21))
    return certificates.issue(issuer=served.north, number="ZY0001", period=period, by=served.leader, at=NOW)


@pytest.fixture
def visit(client, time_machine_now):
    def go(user, address=LIST, posted=None, **query):
        client.force_login(user)
        return client.get(address, query) if posted is None else client.post(address, posted)

    return go


def page_of(certificate, name="certificate"):
    return reverse(name, args=[certificate.pk])


def test_a_leader_looks_up_what_is_recorded_and_issues_it(visit, served):
    offers = visit(served.leader, **ASKED).context["offers"]
    assert [(each.name, each.turns, each.minutes) for each in offers] == [(served.north.name, 1, 90)]
    answer = visit(served.leader, posted=ASKED | {"team": served.north.pk})
    assert answer.url == page_of(Certificate.objects.get())


@pytest.mark.parametrize("number", ["ZY0003", "ZY9999"])
def test_who_is_outside_the_scope_and_who_is_unknown_look_alike(visit, served, number):
    page = visit(served.leader, **ASKED | {"number": number})
    assert page.context["offers"] == []
    answer = visit(served.leader, posted=ASKED | {"number": number, "team": served.north.pk})
    assert (answer.status_code, Certificate.objects.count()) == (409, 0)


def test_another_team_cannot_be_chosen(visit, served, cast):
    assert visit(served.leader, posted=ASKED | {"team": served.east.pk}).status_code == 200
    assert visit(served.leader, posted=ASKED | {"department": cast.city.transport.pk}).status_code == 403
    assert Certificate.objects.count() == 0


def test_an_official_sees_certificates_and_issues_none(visit, issued, served, cast):
    page = visit(cast.official)
    assert (list(page.context["page"]), page.context["form"]) == ([issued], None)
    assert visit(cast.official, posted=ASKED | {"team": served.north.pk}).status_code == 403


def test_certificates_stay_in_the_row_scope(visit, issued, served, cast):
    assert list(visit(served.other_leader).context["page"]) == []
    for name in ("certificate", "certificate-pdf"):
        assert visit(served.other_leader, page_of(issued, name)).status_code == 404
        assert visit(cast.outsider, page_of(issued, name)).status_code == 403


def test_the_page_masks_the_bearer(visit, issued, served):
    html = visit(served.leader, page_of(issued)).content.decode()
    assert ("孙*" in html, "孙丽" in html) == (True, False)


def test_the_paper_says_what_was_issued_and_who_fetched_it_is_noted(visit, issued, served):
    answer = visit(served.leader, page_of(issued, "certificate-pdf"))
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages)
    wanted = (issued.number, "孙丽", "清洁家园", "2026年11月1日", "1.5", served.north.name, issued.code[:4])
    assert [word in text for word in wanted] == [True] * len(wanted)
    assert AuditEntry.objects.get(action="certificate.printed").object_label == issued.number


def test_an_official_does_not_get_the_paper(visit, issued, cast):
    assert visit(cast.official, page_of(issued, "certificate-pdf")).status_code == 403
    assert page_of(issued, "certificate-pdf") not in visit(cast.official, page_of(issued)).content.decode()


def test_a_leader_revokes_with_a_reason_and_the_paper_is_gone(visit, issued, served):
    assert "form" in visit(served.leader, page_of(issued), {"reason": ""}).context
    assert visit(served.leader, page_of(issued), {"reason": "记录有误"}).url == page_of(issued)
    page = visit(served.leader, page_of(issued))
    assert ("记录有误" in page.content.decode(), page.context["form"]) == (True, None)
    assert visit(served.leader, page_of(issued, "certificate-pdf")).status_code == 409
    assert visit(served.leader, page_of(issued), {"reason": "再来"}).status_code == 409


def test_an_official_cannot_revoke(visit, issued, cast):
    assert visit(cast.official, page_of(issued), {"reason": "x"}).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_rows(visit, issued, served, cast, client, count_queries):
    visit(cast.clerk)
    few = count_queries(client, LIST)
    for _each in range(29):
        certificates.issue(
            issuer=served.north, number="ZY0001", period=Period(issued.first, issued.last), by=cast.clerk, at=NOW
        )
    assert count_queries(client, LIST) == few
