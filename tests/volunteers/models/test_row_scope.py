from uuid import uuid4

import pytest

from core.periods import Period
from tests.volunteers.conftest import NOW, series, shift
from volunteers.choices import Category
from volunteers.domain import certificates
from volunteers.models import (
    Activity,
    Attendance,
    Certificate,
    CheckIn,
    Correction,
    FlagNote,
    Membership,
    NotDouble,
    Objection,
    Series,
    SeriesPost,
    ServiceNote,
    Shift,
    SignUp,
    Team,
    Turnout,
    TurnoutPlan,
    UnitRoster,
    Volunteer,
)

MODELS = [Team, Volunteer, Membership, Activity, Attendance, CheckIn, Turnout, UnitRoster]
MODELS += [Correction, Certificate, FlagNote, Objection, ServiceNote]
MODELS += [Series, SeriesPost, Shift, SignUp, NotDouble, TurnoutPlan]


@pytest.fixture
def recorded(teams, cast):
    UnitRoster.objects.create(department=cast.city.transport, counted_on=NOW.date(), headcount=40)
    NotDouble.objects.create(first=teams.cadre, second=teams.student, at=NOW)
    TurnoutPlan.objects.create(month=NOW.date().replace(day=1), turns=100, set_at=NOW)
    for activity, volunteer in ((teams.cleaning, teams.cadre), (teams.crossing, teams.citizen)):
        Turnout.objects.create(activity=activity, category=Category.CITIZEN, headcount=9, recorded_at=NOW)
        Attendance.objects.create(
            activity=activity, volunteer=volunteer, category=volunteer.category, minutes=60, recorded_at=NOW
        )
        CheckIn.objects.create(activity=activity, volunteer=volunteer, key=uuid4(), at=NOW)
        Correction.objects.create(activity=activity, volunteer=volunteer, before=30, after=60, at=NOW)
        FlagNote.objects.create(key=f"late-{activity.pk}", kind="late", activity=activity, told_at=NOW)
        ServiceNote.objects.create(
            volunteer=volunteer, team=activity.team, kind="training", on=NOW.date(), text="培训", recorded_at=NOW
        )
        november = Period(NOW.date().replace(day=1), NOW.date())
        paper = certificates.issue(issuer=activity.team, number=volunteer.number, period=november, by=None, at=NOW)
        Objection.objects.create(certificate=paper, text="未到场", at=NOW)
        SignUp.objects.create(shift=shift(activity), volunteer=volunteer, at=NOW)
        SeriesPost.objects.create(series=series(activity.team), place="中山路口")
    return teams


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("role", ["official", "clerk", "administrator", "auditor"])
def test_the_office_and_those_above_it_see_every_row(recorded, cast, model, role):
    assert set(model.objects.visible_to(getattr(cast, role))) == set(model.objects.all())


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("role", ["inspector", "handler", "area_staff", "outsider"])
def test_everybody_else_sees_nothing(recorded, cast, model, role):
    assert list(model.objects.visible_to(getattr(cast, role))) == []


def test_a_leader_sees_the_own_team_alone(recorded):
    leader = recorded.leader
    assert list(Team.objects.visible_to(leader)) == [recorded.north]
    assert list(Activity.objects.visible_to(leader)) == [recorded.cleaning]
    assert list(Volunteer.objects.visible_to(leader)) == [recorded.cadre, recorded.student]
    assert {row.team for row in Membership.objects.visible_to(leader)} == {recorded.north}
    assert [row.activity for row in Attendance.objects.visible_to(leader)] == [recorded.cleaning]
    assert [row.activity for row in CheckIn.objects.visible_to(leader)] == [recorded.cleaning]
    assert [row.activity for row in Shift.objects.visible_to(leader)] == [recorded.cleaning]
    assert [row.shift.activity for row in SignUp.objects.visible_to(leader)] == [recorded.cleaning]
    assert [row.team for row in Series.objects.visible_to(leader)] == [recorded.north]
    assert [row.series.team for row in SeriesPost.objects.visible_to(leader)] == [recorded.north]
    assert [row.activity for row in Turnout.objects.visible_to(leader)] == [recorded.cleaning]
    assert [row.activity for row in Correction.objects.visible_to(leader)] == [recorded.cleaning]
    assert [row.team for row in Certificate.objects.visible_to(leader)] == [recorded.north]
    assert [row.team for row in ServiceNote.objects.visible_to(leader)] == [recorded.north]
    for model in (UnitRoster, NotDouble, TurnoutPlan):
        assert list(model.objects.visible_to(leader)) == []


def test_a_leader_no_longer_sees_who_left_the_team(teams):
    Membership.objects.filter(volunteer=teams.student).update(valid_to="2026-10-01")
    assert list(Volunteer.objects.visible_to(teams.leader)) == [teams.cadre]


def test_a_former_leader_without_the_role_sees_nothing(teams):
    teams.leader.groups.clear()
    assert list(Team.objects.visible_to(teams.leader)) == []
