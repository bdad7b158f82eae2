"""Certificates of the demonstration city: one is replaced, since a record was wrong, and somebody doubts another."""

from datetime import date, datetime, timedelta

from core.periods import Period
from volunteers.domain import certificates, hours, objections
from volunteers.models import Attendance, Certificate, Team

DAYS, TEAMS, LEFT_EARLY = 90, 3, 30
DOUBT = "当天活动因下雨提前结束，时长与实际不符，请核实。"


def load(today: date, *, at: datetime) -> int:
    """Let a few leaders certify what their teams recorded; return how many certificates there are then."""
    period = Period.of_days(DAYS, until=today - timedelta(days=1))
    rows = Attendance.objects.held().within(period)
    led = Team.objects.filter(leader__isnull=False, activities__attendances__in=rows).distinct().order_by("code")
    served = [_latest(team, period) for team in led.select_related("leader")[:TEAMS]]
    issued = [_certify(row, period, at) for row in served]
    if issued:
        _replace(issued[0], served[0], period, at)
    for doubted in issued[1:2]:
        objections.raise_against(doubted, text=DOUBT, at=at)
    return Certificate.objects.count()


def _latest(team: Team, period: Period) -> Attendance:
    rows = Attendance.objects.within(period).filter(activity__team=team).order_by("-activity__starts_at", "pk")
    return rows.select_related("activity", "volunteer")[0]


def _certify(row: Attendance, period: Period, at: datetime) -> Certificate:
    team = Team.objects.select_related("leader").get(activities=row.activity)
    return certificates.issue(issuer=team, number=row.volunteer.number, period=period, by=team.leader, at=at)


def _replace(certificate: Certificate, row: Attendance, period: Period, at: datetime) -> None:
    leader = certificate.issued_by
    hours.correct(row, minutes=max(row.minutes - LEFT_EARLY, 1), reason="本人说明：提前半小时离开", by=leader, at=at)
    certificates.revoke(certificate, reason="服务时间更正，重新出具", by=leader, at=at)
    _certify(row, period, at)
