"""Rows by COPY arrive as they would by ``bulk_create``."""

from datetime import date

import pytest
from django.db import connection

from command.models import Webhook
from core import bulk
from core.models import AuditEntry, ImportBatch, SpecialDay
from core.models import CalendarYear as Year

pytestmark = pytest.mark.django_db


def test_texts_dates_and_truth_values_arrive_as_they_are():
    odd = "制表\t换行\n回车\r反斜线\\N 引号'\" 中文"
    days = [
        SpecialDay(date=date(2090, 10, 1), is_working=False, name=odd),
        SpecialDay(date=date(2090, 10, 10), is_working=True, name="\\N"),
    ]
    assert bulk.insert(SpecialDay, iter(days)) == 2
    rows = SpecialDay.objects.filter(date__in=[day.date for day in days]).values_list("date", "is_working", "name")
    assert list(rows) == [(day.date, day.is_working, day.name) for day in days]


def test_rows_keep_the_ids_that_they_bring():
    bulk.insert(Year, [Year(pk=90_001, year=2090, source="a"), Year(pk=90_002, year=2091, source="b")])
    assert dict(Year.objects.filter(year__gte=2090).values_list("pk", "year")) == {90_001: 2090, 90_002: 2091}


def test_more_rows_than_a_batch_are_all_written(monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 2)
    assert bulk.insert(Year, (Year(year=2090 + n, source="") for n in range(5))) == 5
    assert Year.objects.filter(year__gte=2090).count() == 5


def test_nothing_is_nothing():
    assert bulk.insert(Year, []) == 0


def test_values_in_json_arrive_as_they_are():
    odd = {"行\t": ['反斜线\\N "', 1.5, None, True], "n": {"m": "换\n行"}}
    bulk.insert(AuditEntry, [AuditEntry(action="bench", data=odd)])
    assert AuditEntry.objects.get(action="bench").data == odd


def test_rows_can_be_given_as_values_of_columns():
    assert bulk.insert_values(Year, ("year", "source"), [(2090, "a"), (2091, "b\t")]) == 2
    assert dict(Year.objects.filter(year__gte=2090).values_list("year", "source")) == {2090: "a", 2091: "b\t"}


@pytest.mark.parametrize("model", [Webhook, ImportBatch])
def test_a_field_that_lies_otherwise_in_the_database_is_refused(model):
    with pytest.raises(TypeError):
        bulk.insert(model, [model()])


def test_a_database_can_be_told_at_once_how_full_its_tables_are():
    bulk.insert(Year, (Year(year=2090 + n, source="") for n in range(5)))
    bulk.analyse(Year)
    assert planned_rows(Year) == Year.objects.count()


def planned_rows(model):
    """Return how many rows PostgreSQL believes that a table has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [model._meta.db_table])
        return cursor.fetchone()[0]
