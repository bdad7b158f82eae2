import pytest
from django.db import transaction

from core.domain.numbers import next_number, next_numbers


def test_a_series_counts_from_one(db):
    assert [next_number("T2026") for _ in range(3)] == [1, 2, 3]


def test_each_series_counts_for_itself(db):
    assert [next_number("T2026"), next_number("T2027"), next_number("T2026")] == [1, 1, 2]


def test_many_numbers_are_taken_at_once(db):
    next_number("T2026")
    assert list(next_numbers("T2026", 4)) == [2, 3, 4, 5]


def test_a_rollback_gives_the_number_back(db):
    next_number("T2026")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        next_number("T2026")
        raise ZeroDivisionError
    assert next_number("T2026") == 2


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        next_number("T2026")
