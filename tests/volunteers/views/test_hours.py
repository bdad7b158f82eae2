import io

import openpyxl
import pytest
from django.urls import reverse

from core import record_exports
from core.domain import jobs
from core.models import AuditEntry
from tests.volunteers.conftest import NOW, activity
from tests.volunteers.people import id_number
from volunteers.domain import people, taking_part
from volunteers.models import Attendance, Correction, Volunteer

RECORDS, EXPORT = reverse("service-records"), reverse("service-export")
NUMBER = id_number("19850101", 22)


@pytest.fixture
def served(teams):
    """孙丽, whose ID number is known, served 90 minutes in the north, 周华 60 in the east."""
    Volunteer.objects.filter(pk=teams.cadre.pk).update(**people.identified(people.identity.read(NUMBER)))
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 90}, by=teams.leader, at=NOW)
    taking_part.record_attendance(teams.crossing, minutes={teams.citizen: 60}, by=teams.other_leader, at=NOW)
    return teams


@pytest.fixture
def visit(client, time_machine_now):
    def go(user, address=RECORDS, posted=None, **query):
        client.force_login(user)
        return client.get(address, query) if posted is None else client.post(address, posted)

    return go


def record(teams):
    return reverse("service-record", args=[Attendance.objects.get(activity=teams.cleaning).pk])


def sheet(answer, place=0):
    return list(openpyxl.load_workbook(io.BytesIO(answer.getvalue())).worksheets[place].values)


def test_records_stand_in_the_row_scope_masked_with_their_hours(visit, served, cast):
    page = visit(served.leader)
    assert [row.volunteer for row in page.context["page"]] == [served.cadre]
    assert [value.text for value in page.context["values"]] == ["1.5", "1", "1.5"]
    assert ("孙*" in page.content.decode(), "孙丽" in page.content.decode()) == (True, False)
    assert [value.text for value in visit(cast.official).context["values"]] == ["2.5", "2", "1.2"]


@pytest.mark.parametrize("role", ["inspector", "handler", "outsider"])
def test_others_have_no_business_with_hours(visit, served, cast, role):
    for address in (RECORDS, EXPORT, record(served)):
        assert visit(getattr(cast, role), address).status_code == 403


def test_records_are_narrowed_by_day_and_by_number(visit, served, cast):
    def found(**query):
        return [row.volunteer.number for row in visit(cast.clerk, **query).context["page"]]

    assert found(wanted="HD0001") == found(wanted="ZY0001") == ["ZY0001"]
    assert found(first="2026-11-20", last="2026-11-20") == []
    assert sorted(found(first="junk")) == sorted(found(first="2026-11-22", last="2026-11-01")) == ["ZY0001", "ZY0003"]


def test_a_leader_corrects_a_record_on_its_page_and_the_trace_stands_there(visit, served):
    answer = visit(served.leader, record(served), {"hours": "1.25", "reason": "提前离开"})
    assert (answer.status_code, answer.url) == (302, record(served))
    page = visit(served.leader, record(served)).content.decode()
    assert [word in page for word in ("提前离开", "1.5", "1.25", "赵敏")] == [True] * 4
    assert Attendance.objects.get(activity=served.cleaning).minutes == 75
    assert visit(served.leader).context["page"].object_list[0].is_corrected


def test_minus_three_hours_are_refused_in_words_and_nothing_typed_is_lost(visit, served):
    page = visit(served.leader, record(served), {"hours": "-3", "reason": "打错了"}).content.decode()
    assert [word in page for word in ("1 分钟", "打错了", 'value="-3"')] == [True] * 3
    assert Correction.objects.count() == 0


def test_a_record_that_is_struck_leads_back_to_the_list(visit, served):
    assert visit(served.leader, record(served), {"hours": "0", "reason": "本人未到"}).url == RECORDS
    assert not Attendance.objects.filter(activity=served.cleaning).exists()


def test_another_teams_record_does_not_exist_and_an_official_only_looks(visit, served, cast):
    assert visit(served.other_leader, record(served)).status_code == 404
    assert visit(served.other_leader, record(served), {"hours": "1", "reason": "x"}).status_code == 404
    assert visit(cast.official, record(served)).context["form"] is None
    assert visit(cast.official, record(served), {"hours": "1", "reason": "x"}).status_code == 403


def test_the_activity_leads_to_its_records(visit, served):
    page = visit(served.leader, reverse("activity-turnout", args=[served.cleaning.pk])).content.decode()
    assert f"{RECORDS}?wanted=HD0001" in page


def test_the_export_is_masked_unless_a_reason_is_given(visit, served, cast):
    masked = sheet(visit(cast.clerk, EXPORT))
    assert masked[0][:5] == ("志愿者姓名", "证件类型", "证件号码", "志愿者编号", "服务组织")
    assert masked[1][:4] == ("孙*", "居民身份证", f"130682********{NUMBER[-4:]}", "ZY0001")
    whole = sheet(visit(cast.clerk, f"{EXPORT}?wanted=ZY0001", {"reason": " 归集到全国系统 "}))
    assert [row[:4] for row in whole[1:]] == [("孙丽", "居民身份证", NUMBER, "ZY0001")]
    told = [entry.data for entry in AuditEntry.objects.filter(action="service.export")]
    assert [(each["filter"], each["reason"]) for each in told] == [("wanted=ZY0001", "归集到全国系统"), ("", "")]


def test_a_reason_in_the_address_unmasks_nothing(visit, served, cast):
    assert sheet(visit(cast.clerk, EXPORT, reason="归集到全国系统"))[1][0] == "孙*"
    page = visit(cast.clerk).content.decode()
    assert f'method="post" action="{EXPORT}?"' in page


def test_the_export_says_hours_as_recorded_and_what_its_columns_are(visit, served, cast):
    rows = sheet(visit(cast.clerk, EXPORT, wanted="ZY0001"))
    assert [row[rows[0].index("服务时长（小时）")] for row in rows[1:]] == ["1.5"]
    about = dict(row[:2] for row in sheet(visit(cast.clerk, EXPORT), 1) if row[0])
    assert "第67号" in about["列"]


@pytest.mark.parametrize("role", ["official", "auditor"])
def test_who_may_not_export_is_refused(visit, served, cast, role):
    assert visit(getattr(cast, role), EXPORT).status_code == 403
    assert EXPORT not in visit(getattr(cast, role)).content.decode()


def test_a_leader_may_not_export(visit, served):
    assert visit(served.leader, EXPORT).status_code == 403


def test_a_long_export_is_written_in_the_background_as_its_asker_may_see_it(visit, client, served, cast, monkeypatch):
    monkeypatch.setattr(record_exports, "DIRECT", 1)
    follow = visit(cast.clerk, EXPORT, posted={}).url
    jobs.run_waiting()
    assert len(sheet(client.get(f"{follow}file/"))) == 3
    again = visit(cast.clerk, EXPORT, posted={"reason": "归集"}).url
    cast.clerk.groups.clear()
    jobs.run_waiting()
    assert client.get(f"{again}file/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_rows(visit, served, cast, client, count_queries):
    visit(cast.clerk)
    few = count_queries(client, RECORDS)
    for number in range(30):
        each = activity(f"HD9{number:03d}", "再来一次", served.north)
        taking_part.record_attendance(each, minutes={served.cadre: 60}, by=None, at=NOW)
    assert count_queries(client, RECORDS) == few
