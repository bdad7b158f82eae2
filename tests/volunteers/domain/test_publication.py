"""Publication: seven whole days of the city after the day of issue, and objections within them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.models import AuditEntry, Notice
from core.periods import Period, start_of
from tests.volunteers.conftest import NOW
from volunteers.choices import Publication
from volunteers.domain import certificates, objections, privacy, publication, taking_part
from volunteers.errors import NoReason, NotPublished, NotYours, ObjectionAnswered, OwnCertificate
from volunteers.models import Certificate, Objection

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def issued(teams):
    """Issued on Saturday, 21 November, by the leader: published until the end of the 28th."""
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 90}, by=None, at=NOW)
    today = Period(NOW.date(), NOW.date())
    return certificates.issue(issuer=teams.north, number="ZY0001", period=today, by=teams.leader, at=NOW)


END = start_of(date(2026, 11, 29))


def test_the_last_day_is_a_week_after_the_day_of_issue_by_the_clock_of_the_city(issued):
    assert issued.published_until == date(2026, 11, 28)
    # 23:59 and 00:00 in the city.
    late, midnight = datetime(2026, 11, 21, 15, 59, tzinfo=UTC), datetime(2026, 11, 21, 16, tzinfo=UTC)
    assert [publication.last_day(at) for at in (late, midnight)] == [date(2026, 11, 28), date(2026, 11, 29)]


@given(MOMENTS)
def test_whatever_the_moment_seven_whole_days_follow_the_day_of_issue(at):
    last = publication.last_day(at)
    assert start_of(last + timedelta(days=1)) - start_of(timezone.localdate(at) + timedelta(days=1)) == timedelta(
        days=7
    )


@given(at=MOMENTS, later=st.timedeltas(timedelta(), timedelta(days=20)))
def test_it_is_published_exactly_until_the_end_of_the_last_day(at, later):
    certificate = Certificate(published_until=publication.last_day(at))
    ends = start_of(timezone.localdate(at) + timedelta(days=8))
    assert publication.is_published(certificate, at=at + later) == (at + later < ends)


def test_a_city_may_publish_longer(issued, settings):
    settings.CERTIFICATE_PUBLICATION_DAYS = 15
    assert publication.last_day(NOW) == date(2026, 12, 6)


def test_the_list_holds_what_is_valid_until_the_last_moment_and_finds_an_issuer(issued, teams):
    assert list(publication.published(at=END - INSTANT)) == [issued]
    assert list(publication.published(at=END)) == []
    assert [list(publication.published(at=NOW, issuer=name)) for name in ("北城区", "东亭")] == [[issued], []]
    certificates.revoke(issued, reason="记录有误", by=teams.leader, at=NOW)
    assert list(publication.published(at=NOW)) == []


def test_the_state_follows_the_days_and_the_objections(issued, teams, cast):
    def state(at):
        issued.refresh_from_db()
        return publication.state_of(issued, at=at)

    assert (state(NOW), state(END - INSTANT), state(END)) == (Publication.OPEN, Publication.OPEN, Publication.STOOD)
    objection = objections.raise_against(issued, text="当天未到场", at=NOW)
    assert (state(NOW), state(END)) == (Publication.OBJECTED, Publication.OBJECTED)
    objections.reject(objection, answer="签到表有本人签名", by=cast.clerk, at=NOW)
    assert (state(NOW), state(END)) == (Publication.OPEN, Publication.STOOD)
    certificates.revoke(issued, reason="记录有误", by=teams.leader, at=NOW)
    assert state(NOW) == Publication.NONE


def test_what_was_issued_before_there_was_a_publication_was_not_published(issued):
    issued.published_until = None
    assert publication.state_of(issued, at=NOW) == Publication.NONE


def test_an_objection_is_kept_and_told_to_the_office_and_the_leader_without_its_words(issued, teams, cast):
    objections.raise_against(issued, text=" 当天未到场 ", at=NOW)
    kept = Objection.objects.get()
    assert (kept.text, kept.answered_at, kept.at) == ("当天未到场", None, NOW)
    told = Notice.objects.filter(kind=objections.RAISED)
    assert {notice.recipient for notice in told} == {teams.leader, cast.clerk}
    assert [notice for notice in told if "未到场" in notice.subject + notice.body] == []
    assert AuditEntry.objects.get(action="objection.recorded").actor_id is None


def test_nobody_objects_after_the_last_day_to_what_was_revoked_or_without_words(issued, teams):
    with pytest.raises(NoReason):
        objections.raise_against(issued, text=" ", at=NOW)
    with pytest.raises(NotPublished):
        objections.raise_against(issued, text="未到场", at=END)
    certificates.revoke(issued, reason="记录有误", by=teams.leader, at=NOW)
    with pytest.raises(NotPublished):
        objections.raise_against(issued, text="未到场", at=NOW)
    assert Objection.objects.count() == 0


def test_who_issued_it_does_not_answer_and_who_may_not_touch_it_neither(issued, teams, cast):
    objection = objections.raise_against(issued, text="未到场", at=NOW)
    with pytest.raises(OwnCertificate):
        objections.reject(objection, answer="不成立", by=teams.leader, at=NOW)
    for user in (teams.other_leader, cast.official, cast.auditor, cast.outsider):
        with pytest.raises(NotYours):
            objections.reject(objection, answer="不成立", by=user, at=NOW)
    with pytest.raises(NoReason):
        objections.reject(objection, answer=" ", by=cast.clerk, at=NOW)
    answered = objections.reject(objection, answer="签到表有本人签名", by=cast.clerk, at=NOW)
    assert (answered.answer, answered.is_upheld, answered.answered_by) == ("签到表有本人签名", False, cast.clerk)
    with pytest.raises(ObjectionAnswered):
        objections.reject(objection, answer="再答", by=cast.clerk, at=NOW)


def test_an_erasure_takes_what_was_objected_along(issued, teams, cast):
    objections.raise_against(issued, text="孙丽当天未到场", at=NOW)
    privacy.erase(teams.cadre, reason="本人申请", by=cast.clerk, at=NOW)
    assert [row.text for row in Objection.objects.all()] == [""]


def test_revoking_upholds_what_is_open_and_leaves_what_was_answered(issued, teams, cast):
    first, second = [objections.raise_against(issued, text=text, at=NOW) for text in ("甲", "乙")]
    objections.reject(first, answer="不属实", by=cast.clerk, at=NOW)
    certificates.revoke(issued, reason="记录有误", by=teams.leader, at=NOW)
    told = {row.text: (row.is_upheld, row.answer) for row in Objection.objects.all()}
    assert told == {"甲": (False, "不属实"), "乙": (True, "记录有误")}
    assert second.certificate == issued
