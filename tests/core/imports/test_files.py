"""Files of lists that may hold ID numbers lie sealed; the others as they came."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from core.errors import UnreadableList
from core.imports import files, workbooks
from core.imports.batches import read, upload
from tests.lists import checked
from tests.volunteers.people import id_number

pytestmark = pytest.mark.django_db
HEADER = ["编号", "姓名", "身份证号"]
ROW = ["ZY0100", "吴静", id_number("19900305", 22)]
TEAM = ["服务队编号", "服务队名称", "类别"], ["FWD100", "南城区夕阳红志愿服务队", "夕阳红"]


def on_disk(batch) -> bytes:
    return Path(batch.file.path).read_bytes()


def test_no_id_number_lies_in_plain_on_the_disk():
    batch = checked("volunteers", HEADER, ROW)
    assert (batch.file.name[-7:], ROW[2].encode() in on_disk(batch)) == (".sealed", False)
    with files.opened(batch) as path:
        assert ROW[2] in Path(path).read_text("utf-8-sig")
    assert not Path(path).exists()


def test_a_list_without_personal_data_is_kept_as_it_came():
    batch = checked("teams", *TEAM)
    assert (batch.file.name.endswith(".csv"), "夕阳红".encode() in on_disk(batch)) == (True, True)


def test_a_sealed_list_is_read_again_and_comes_back_as_a_workbook():
    batch = read(checked("volunteers", HEADER, ROW))
    sheet = openpyxl.load_workbook(io.BytesIO(workbooks.annotated(batch))).active
    assert [cell.value for cell in sheet[2]][:2] == ROW[:2]


@pytest.mark.parametrize("name", ["名单.xlsx", "名单.xls"])
def test_a_sealed_workbook_comes_back_with_messages_whatever_its_name(name):
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (HEADER, [ROW[0], ROW[1], ROW[2][:-1]]):
        book.active.append(row)
    book.save(file)
    batch = read(upload("volunteers", ContentFile(file.getvalue()), name=name, by=None, at=timezone.now()))
    sheet = openpyxl.load_workbook(io.BytesIO(workbooks.annotated(batch))).active
    assert sheet["D2"].value.startswith("不合格；身份证号码")


def test_a_file_that_is_gone_or_whose_key_is_gone_is_said_in_words(settings):
    batch = checked("volunteers", HEADER, ROW)
    settings.SECRET_KEY = "another"
    with pytest.raises(UnreadableList, match="重新上传"):
        read(batch)
    files.forget(batch)
    batch.refresh_from_db()
    with pytest.raises(UnreadableList, match="重新上传"):
        read(batch)


def test_without_a_file_no_workbook_is_offered(client, cast):
    batch = checked("volunteers", HEADER, ROW)
    files.forget(batch)
    client.force_login(cast.administrator)
    page = client.get(reverse("admin:core_importbatch_change", args=[batch.pk])).content.decode()
    address = reverse("admin:core_importbatch_workbook", args=[batch.pk])
    assert (address in page, client.get(address).status_code) == (False, 404)
