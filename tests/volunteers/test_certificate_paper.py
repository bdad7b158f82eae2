import io
from datetime import date

import pytest
from pypdf import PdfReader

from core.periods import Period
from tests import scanner
from tests.volunteers.conftest import NOW
from volunteers import certificate_paper
from volunteers.domain import certificates, hours, taking_part
from volunteers.models import Attendance


@pytest.fixture
def issued(teams):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 100}, by=teams.leader, at=NOW)
    period = Period(date(2026, 11, 1), date(2026, 11, 21))
    return certificates.issue(issuer=teams.north, number="ZY0001", period=period, by=teams.leader, at=NOW)


def test_the_paper_is_the_same_after_a_correction(issued, teams):
    before = certificate_paper.pdf(issued)
    hours.correct(Attendance.objects.get(), minutes=30, reason="更正", by=teams.leader, at=NOW)
    issued.refresh_from_db()
    assert certificate_paper.pdf(issued) == before


def test_the_paper_leads_to_the_public_verification(issued, settings):
    settings.SITE_URL = "https://portal.example"
    assert scanner.read_paper(certificate_paper.pdf(issued)) == f"https://portal.example/verify/{issued.code}/"


def test_a_code_is_printed_in_groups_of_four():
    assert certificate_paper.spaced("7K2M9QTR0AXC") == "7K2M-9QTR-0AXC"


def test_a_title_of_markup_stands_on_paper_as_it_was_typed(issued):
    issued.content["services"][0]["title"] = "#panic() *清洁* $x$"
    text = PdfReader(io.BytesIO(certificate_paper.pdf(issued))).pages[0].extract_text()
    assert "#panic()" in text


def test_a_long_record_goes_on_over_pages(issued):
    issued.content["services"] *= 120
    assert len(PdfReader(io.BytesIO(certificate_paper.pdf(issued))).pages) > 2
