from datetime import timedelta

from tests.volunteers.conftest import NOW
from volunteers.models import Volunteer


def test_only_those_who_consented_are_confirmed(teams):
    Volunteer.objects.filter(pk=teams.student.pk).update(consented_at=None)
    assert list(Volunteer.objects.confirmed(NOW)) == [teams.cadre, teams.citizen]
    assert list(Volunteer.objects.unconfirmed(NOW)) == [teams.student]


def test_somebody_counts_until_the_withdrawal(teams):
    Volunteer.objects.filter(pk=teams.cadre.pk).update(withdrawn_at=NOW)
    assert teams.cadre in Volunteer.objects.confirmed(NOW - timedelta(seconds=1))
    assert teams.cadre not in Volunteer.objects.confirmed(NOW)


def test_nobody_counts_before_registering(teams):
    assert list(Volunteer.objects.registered(NOW - timedelta(days=91))) == []


def test_a_list_shows_three_and_four_digits_of_a_phone(teams):
    assert teams.cadre.masked_phone == "138****1234"
