"""The pages of the list import: who may, what they show, what they do."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.choices import BatchState, JobState
from core.domain import jobs
from core.imports import background
from core.models import AuditEntry, ImportBatch, Job
from inspections.models import Point
from tests.core.imports.office import HEADER, csv_text, row, workbook

UPLOAD = "admin:core_importbatch_upload"


def send(client, content: bytes, name: str = "points.xlsx", **data) -> ImportBatch:
    file = SimpleUploadedFile(name, content)
    response = client.post(reverse(UPLOAD), {"importer": "points", "file": file, "datum": "wgs84", **data})
    assert response.status_code == 302, response.context["form"].errors
    return ImportBatch.objects.latest("id")


def page(client, batch: ImportBatch, **query):
    return client.get(reverse("admin:core_importbatch_change", args=[batch.pk]), query)


def act(client, verb: str, batch: ImportBatch, **data):
    return client.post(reverse(f"admin:core_importbatch_{verb}", args=[batch.pk]), data, follow=True)


@pytest.fixture
def administrator(client, cast):
    client.force_login(cast.administrator)
    return client


def test_an_administrator_imports_a_list_and_undoes_it(administrator, cast):
    before = Point.objects.count()
    batch = send(administrator, workbook(row(1), row(2)))
    assert (batch.state, batch.counts["create"]) == (BatchState.PREVIEWED, 2)
    act(administrator, "apply", batch, mode="all")
    assert Point.objects.filter(code__in=["DZ10001", "DZ10002"]).count() == 2
    act(administrator, "undo", batch)
    batch.refresh_from_db()
    assert (batch.state, Point.objects.count()) == (BatchState.UNDONE, before)
    acts = AuditEntry.objects.filter(object_type="core.importbatch").order_by("id").values_list("action", "actor_id")
    assert list(acts) == [("import.apply", cast.administrator.pk), ("import.undo", cast.administrator.pk)]


def test_the_preview_shows_changes_field_by_field(administrator, city):
    changed = row(1, 点位编号="DZ00001", 点位名称="北街农贸市场", 包保单位="市交通运输局")
    html = page(administrator, send(administrator, workbook(changed)), tab="update").content.decode()
    assert "<del>市城市管理综合行政执法局</del> → <ins>市交通运输局</ins>" in html


def test_refused_rows_are_told_in_words_and_block_all_or_nothing(administrator, city):
    batch = send(administrator, workbook(row(1), row(2, 包保单位="无此单位")))
    html = page(administrator, batch).content.decode()
    assert "包保单位“无此单位”" in html
    act(administrator, "apply", batch, mode="all")
    assert not Point.objects.filter(code="DZ10001").exists()
    act(administrator, "apply", batch, mode="good")
    assert Point.objects.filter(code="DZ10001").exists()


@pytest.mark.parametrize(("name", "status"), [("clerk", 200), ("auditor", 403)])
def test_only_administrators_upload_areas(client, cast, name, status):
    """A clerk may import points: the page opens, and does not know the list of areas."""
    client.force_login(getattr(cast, name))
    form = {"importer": "areas", "file": SimpleUploadedFile("a.csv", b"code,name,kind\n")}
    assert (client.post(reverse(UPLOAD), form).status_code, ImportBatch.objects.count()) == (status, 0)


def test_an_inspector_does_not_enter(client, cast):
    client.force_login(cast.inspector)
    assert client.get(reverse(UPLOAD)).headers["Location"].startswith(reverse("admin:login"))


def test_an_auditor_sees_the_batch_but_not_its_rows(administrator, client, cast):
    batch = send(administrator, workbook(row(1)))
    client.force_login(cast.auditor)
    html = page(client, batch).content.decode()
    assert ("DZ10001" in html, batch.file_name in html) == (False, True)
    assert act(client, "apply", batch, mode="all").status_code == 403


def test_only_who_may_undo_undoes(administrator, client, cast):
    batch = send(administrator, workbook(row(1)))
    act(administrator, "apply", batch, mode="all")
    client.force_login(cast.clerk)
    assert act(client, "undo", batch).status_code == 403


def test_unknown_headers_are_mapped_by_hand_once(administrator, city):
    text = csv_text(row(1)).replace("点位编号", "牌号").encode("gb18030")
    batch = send(administrator, text, "points.csv")
    assert (batch.state, batch.mapping["unknown"]) == (BatchState.UPLOADED, ["牌号"])
    chosen = {name: str(column) for name, column in batch.mapping["fields"].items()} | {"code": "1"}
    act(administrator, "columns", batch, **chosen)
    batch.refresh_from_db()
    assert (batch.state, batch.counts["create"]) == (BatchState.PREVIEWED, 1)
    again = send(administrator, csv_text(row(2)).replace("点位编号", "牌号").encode(), "points.csv")
    assert (again.state, again.counts["create"]) == (BatchState.PREVIEWED, 1)


def test_one_column_cannot_fill_two_fields(administrator, city):
    batch = send(administrator, csv_text(row(1)).encode(), "points.csv")
    fields = {name: str(column) for name, column in batch.mapping["fields"].items()}
    response = act(administrator, "columns", batch, **fields | {"note": fields["name"]})
    assert response.context["form"].non_field_errors()


def test_a_workbook_comes_back_with_messages_and_colours(administrator, city):
    batch = send(administrator, workbook(row(1), row(2, 联系电话="12345")))
    response = administrator.get(reverse("admin:core_importbatch_workbook", args=[batch.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    column = len(HEADER) + 1
    assert "12345" in sheet.cell(6, column).value
    assert sheet.cell(6, column).fill.fgColor.rgb == "00F8CBAD"
    assert sheet.cell(5, 2).value == "DZ10001"


def test_a_text_table_comes_back_as_a_workbook(administrator, city):
    batch = send(administrator, csv_text(row(1, 点位名称="=1+1")).encode("gb18030"), "points.csv")
    response = administrator.get(reverse("admin:core_importbatch_workbook", args=[batch.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert (sheet.cell(2, 2).value, "=1+1" in sheet.cell(2, len(HEADER) + 1).value) == ("DZ10001", True)


def test_the_template_can_be_filled_in_and_imported(administrator, city):
    response = administrator.get(reverse("admin:core_importbatch_template", args=["points"]))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    sheet = book.worksheets[0]
    assert [len(rule.formula1) > 0 for rule in sheet.data_validations.dataValidation] == [True, True, True]
    for column, value in enumerate(row(1), 1):
        sheet.cell(2, column, value)
    filled = io.BytesIO()
    book.save(filled)
    assert send(administrator, filled.getvalue()).counts["create"] == 1


def test_a_large_list_is_worked_in_the_background(administrator, city, monkeypatch):
    monkeypatch.setattr(background, "LARGE_BYTES", 0)
    monkeypatch.setattr(background, "LARGE_ROWS", 1)
    batch = send(administrator, workbook(row(1)))
    assert (batch.state, Job.objects.get(pk=batch.job_id).state) == (BatchState.READING, JobState.QUEUED)
    assert 'hx-trigger="every 2s"' in page(administrator, batch).content.decode()
    jobs.run_waiting()
    assert "hx-trigger" not in page(administrator, batch).content.decode()
    act(administrator, "apply", batch, mode="all")
    jobs.run_waiting()
    batch.refresh_from_db()
    assert (batch.state, batch.applied_by_id) == (BatchState.APPLIED, Job.objects.latest("id").created_by_id)
    act(administrator, "undo", batch)
    jobs.run_waiting()
    assert not Point.objects.filter(code="DZ10001").exists()


def test_a_refused_background_job_leaves_the_batch_to_be_tried_again(administrator, city, monkeypatch):
    batch = send(administrator, workbook(row(1), row(2, 联系电话="12345")))
    monkeypatch.setattr(background, "LARGE_ROWS", 1)
    act(administrator, "apply", batch, mode="all")
    jobs.run_waiting()
    batch.refresh_from_db()
    assert (batch.state, bool(batch.error)) == (BatchState.PREVIEWED, True)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 nothing", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_list_is_answered_with_a_sentence(administrator, city, content):
    file = SimpleUploadedFile("points.xlsx", content)
    response = administrator.post(reverse(UPLOAD), {"importer": "points", "file": file}, follow=True)
    assert response.status_code == 200
    assert not ImportBatch.objects.filter(state=BatchState.PREVIEWED).exists()


@pytest.mark.parametrize("url", ["admin:inspections_point_changelist", "admin:index"])
def test_the_import_is_reached_from_the_lists_of_records(administrator, city, url):
    assert "core/importbatch" in administrator.get(reverse(url)).content.decode()


def test_the_preview_costs_the_same_for_one_row_and_for_thirty(administrator, city, django_assert_max_num_queries):
    one = send(administrator, workbook(row(1)))
    thirty = send(administrator, workbook(*(row(n) for n in range(1, 31))))
    counts = []
    for batch in (one, thirty):
        with django_assert_max_num_queries(25) as queries:
            page(administrator, batch)
        counts.append(len(queries))
    assert counts[0] == counts[1]
