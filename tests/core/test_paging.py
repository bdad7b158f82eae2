"""Counting stops at a cap, whatever the length of the list."""

import pytest

from command.models import Department, User
from core.paging import CappedPaginator, capped_count, capped_counts, in_words, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def seven(db):
    Department.objects.bulk_create(Department(name=f"单位{n}", kind="member_unit") for n in range(7))
    return Department.objects.order_by("name")


class CappedAtFive(CappedPaginator):
    cap = 5


def test_a_list_is_counted_up_to_the_cap_and_one_more(seven):
    assert (capped_count(seven, 5), capped_count(seven, 7), capped_count(seven, 100)) == (6, 7, 7)


def test_a_paginator_offers_no_page_beyond_the_cap(seven):
    paginator = CappedAtFive(seven, 2)
    assert (paginator.count, paginator.num_pages, paginator.is_capped) == (5, 3, True)


def test_a_page_that_does_not_exist_becomes_the_nearest(seven, rf):
    pages = [page_of(rf.get("/", {"page": asked}), seven, per_page=3).number for asked in ("0", "99", "x", "2")]
    assert pages == [3, 3, 1, 2]


def test_several_lists_are_counted_in_one_query(seven, django_assert_num_queries):
    lists = {"all": seven, "some": seven.filter(name="单位3"), "none": User.objects.none()}
    with django_assert_num_queries(1):
        assert capped_counts(lists, 5) == {"all": 6, "some": 1, "none": 0}


def test_a_capped_count_says_that_there_are_more():
    assert (in_words(5, 5), in_words(6, 5)) == ("5", "5+")


def test_rows_that_are_too_many_to_count_are_paged_without_counting(seven, rf, django_assert_num_queries):
    def page(asked):
        return page_of(rf.get("/", {"page": asked}), seven, per_page=3, is_open_ended=True)

    with django_assert_num_queries(1):
        second = page("2")
    last = page("3")
    assert (second.start_index(), second.end_index(), second.has_next(), second.next_page_number()) == (4, 6, True, 3)
    assert (last.start_index(), last.end_index(), last.has_next()) == (7, 7, False)
    assert [page(asked).number for asked in ("x", "0", "99")] == [1, 1, 1]
