import random
from datetime import date, datetime, time

import pytest
from django.db.models import F
from django.utils import timezone

from core.sealed import fingerprint, unseal
from volunteers import demo
from volunteers.choices import Category, FlagKind
from volunteers.demo import claims as demo_claims
from volunteers.domain import doubles, people, queries, sanity, shifts, taking_part
from volunteers.models import (
    Activity,
    Attendance,
    Certificate,
    Correction,
    FlagNote,
    Membership,
    NotDouble,
    Objection,
    Series,
    Shift,
    SignUp,
    StudentTally,
    Team,
    Turnout,
    TurnoutPlan,
    UnitRoster,
    Volunteer,
)
from volunteers.models.people import MOBILE_NUMBER

TODAY = date(2026, 11, 23)


def load(seed=7):
    return demo.load(scale="small", rng=random.Random(seed), today=TODAY)


@pytest.fixture
def loaded(teams):
    for model in (Membership, Volunteer, Activity, Team):
        model.objects.all().delete()
    return load()


def test_the_small_city_has_its_sixty_teams(loaded):
    assert loaded["teams"] == Team.objects.count() == 60
    assert loaded["volunteers"] == Volunteer.objects.count() == 3000
    assert loaded["activities"] == Activity.objects.filter(series=None).count() == 300
    assert loaded["turnout"] == Turnout.objects.count()
    assert loaded["attendances"] == Attendance.objects.count()


def test_two_leaders_plan_every_week_ahead(loaded):
    assert [row.activities.filter(starts_at__date__gte=TODAY).count() for row in Series.objects.order_by("pk")] == [
        8,
        4,
    ]


def test_a_leader_takes_a_problem_on_for_an_activity_to_come(loaded, problem):
    ticket, at = problem(), timezone.make_aware(datetime.combine(TODAY, time.min))
    assert demo_claims.load(at=at) == 1
    claim = ticket.claims.get()
    assert (claim.taken_by, claim.activity.starts_at > at) == (claim.activity.team.leader, True)


def test_every_number_is_one_that_the_rules_would_take(loaded):
    now = timezone.make_aware(datetime.combine(TODAY, time.min))
    for activity in Activity.objects.filter(turnout__isnull=False).distinct():
        taking_part.check_record(activity, by=None, at=now)
        taking_part.check_headcounts(activity, dict(activity.turnout.values_list("category", "headcount")))
    for attendance in Attendance.objects.select_related("activity", "volunteer"):
        taking_part.check_record(attendance.activity, by=None, at=now)
        taking_part.check_minutes(attendance.activity, {attendance.volunteer: attendance.minutes})


def test_nobody_in_it_is_a_child_and_every_phone_is_one(loaded):
    assert all(people.is_old_enough(v.birth_year, at=v.registered_at) for v in Volunteer.objects.all())
    for volunteer in Volunteer.objects.exclude(phone=""):
        MOBILE_NUMBER(volunteer.phone)


def test_every_id_number_is_one_and_belongs_to_its_row(loaded):
    for volunteer in Volunteer.objects.exclude(id_hash=None):
        person = people.check_identity(unseal(volunteer.id_sealed), on=TODAY)
        people.check_match(person, birth_year=volunteer.birth_year, sex=volunteer.sex)
        assert volunteer.id_hash == fingerprint(person.number)


def test_some_units_still_lack_some_of_their_staff(loaded):
    rosters = queries.with_registered(UnitRoster.objects.in_force(TODAY), at=timezone.now())
    missing = list(rosters.values_list("missing", flat=True))
    assert 0 < sum(map(bool, missing)) < len(missing)


def test_who_withdrew_has_no_team_and_no_phone(loaded):
    gone = Volunteer.objects.exclude(withdrawn_at=None)
    assert gone.exists()
    assert not gone.exclude(phone="").exists()
    assert not Membership.objects.filter(volunteer__in=gone).exists()


def test_there_is_work_this_week_for_the_team_leaders(loaded, teams):
    led = Activity.objects.filter(team__leader__in=[teams.leader, teams.other_leader])
    monday = timezone.make_aware(datetime.combine(TODAY, time.min))
    assert led.filter(starts_at__gte=monday).exists()
    assert led.filter(starts_at__lt=monday, turnout__category=Category.ORGAN).exists()


def test_one_certificate_was_replaced_after_a_correction(loaded):
    correction, revoked = Correction.objects.get(), Certificate.objects.get(revoked_at__isnull=False)
    again = Certificate.objects.get(volunteer=revoked.volunteer, team=revoked.team, revoked_at=None)
    assert (correction.before - correction.after, revoked.minutes - again.minutes) == (30, 30)
    assert Certificate.objects.filter(revoked_at=None).count() == 3 == Certificate.objects.count() - 1


def test_some_records_are_odd_in_every_way_and_one_leader_has_said_why(loaded):
    found = sanity.find(Activity.objects.all())
    assert {flag.kind for flag in found} == set(FlagKind.values)
    note = FlagNote.objects.get()
    assert (note.kind, note.key in {flag.key for flag in found}) == (FlagKind.LATE, True)


def test_the_same_seed_makes_the_same_city(loaded):
    def shown():
        people = list(Volunteer.objects.values_list("number", "name", "birth_year", "category"))
        return people, list(Turnout.objects.values_list("activity__code", "category", "headcount"))

    first = shown()
    Correction._base_manager.all().delete()
    FlagNote.objects.all().delete()
    for model in (SignUp, Shift, Objection, Certificate, Turnout, Attendance, Membership, UnitRoster, StudentTally):
        model.objects.all().delete()
    for model in (Volunteer, Activity, Series, Team):
        model.objects.all().delete()
    load()
    assert shown() == first


def test_teams_of_schools_count_their_students_as_numbers(loaded):
    schools = Team.objects.filter(kind__key__in=["aid", "green", "traffic"])
    told = set(StudentTally.objects.in_force(TODAY).values_list("team__code", "school"))
    assert told == set(schools.values_list("code", "school"))


def test_nobody_serves_before_registering(loaded):
    assert not Attendance.objects.filter(volunteer__registered_at__gt=F("activity__starts_at")).exists()


def test_the_progress_ends_with_the_last_activity(teams):
    told = []
    demo.load(scale="small", rng=random.Random(7), today=TODAY, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert {total for _done, total in told} == {3300}


def test_posts_of_what_comes_are_partly_taken_by_people_whom_the_rules_would_take(loaded):
    now = timezone.make_aware(datetime.combine(TODAY, time.min))
    assert [each for each in Shift.objects.all() if each.starts_at <= now] == []
    assert SignUp.objects.exists()
    for each in Shift.objects.with_taken():
        assert each.taken <= each.needed
    for row in SignUp.objects.select_related("shift__activity", "volunteer"):
        shifts.check_theirs(row.shift, row.volunteer, by=None)
    assert SignUp.objects.values("volunteer").distinct().count() == SignUp.objects.count()


def test_some_stand_on_a_second_list_and_one_pair_was_told_apart(loaded):
    asked, answer = list(doubles.in_question()), NotDouble.objects.get()
    assert (len(asked), answer.second in asked) == (5, False)
    assert answer.first.name == answer.second.name


def test_the_year_is_planned_for_the_city_and_for_two_towns(loaded):
    months = [date(2026, month, 1) for month in (9, 10, 11, 12)]
    assert dict(TurnoutPlan.objects.held_by().values_list("month", "turns")) == dict(
        zip(months, [7900, 9200, 7900, 7900], strict=True)
    )
    assert TurnoutPlan.objects.exclude(area=None).count() == 2 * len(months)
