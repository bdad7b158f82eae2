import pytest
from django.urls import reverse

from core.models import AuditEntry
from tests.volunteers.conftest import NOW
from tests.volunteers.people import id_number
from volunteers.domain import taking_part
from volunteers.models import (
    Activity,
    ActivityKind,
    Attendance,
    Certificate,
    CheckIn,
    Correction,
    FlagNote,
    FlagRule,
    Membership,
    NotDouble,
    Objection,
    Series,
    ServiceNote,
    Shift,
    SignUp,
    Team,
    Turnout,
    TurnoutPlan,
    UnitRoster,
    Volunteer,
)

MODELS = [Team, Volunteer, Membership, Activity, Attendance, Turnout, UnitRoster, Correction, Certificate, ServiceNote]
MODELS += [CheckIn, FlagNote, FlagRule, NotDouble, Objection, Series, Shift, SignUp, TurnoutPlan]


def address(model, page, *args):
    return reverse(f"admin:volunteers_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def visit(client, time_machine_now):
    def go(user, model, page="changelist", *args, data=None, follow=False):
        client.force_login(user)
        where = address(model, page, *args)
        return client.post(where, data, follow=follow) if data is not None else client.get(where)

    return go


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("role", ["clerk", "administrator", "auditor"])
def test_every_list_opens_for_those_who_keep_or_audit(visit, teams, cast, model, role):
    assert visit(getattr(cast, role), model).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_an_editor_has_no_business_with_volunteers(visit, teams, cast, model):
    assert visit(cast.outsider, model).status_code == 403


def test_a_leader_finds_the_own_team_alone(visit, teams):
    assert list(visit(teams.leader, Team).context["cl"].queryset) == [teams.north]
    assert list(visit(teams.leader, Volunteer).context["cl"].queryset) == [teams.cadre, teams.student]
    assert visit(teams.leader, Volunteer, "change", teams.citizen.pk).status_code == 302


@pytest.mark.parametrize("role", ["clerk", "auditor"])
def test_no_page_shows_a_whole_phone(visit, teams, cast, role):
    user = getattr(cast, role)
    for page in (visit(user, Volunteer), visit(user, Volunteer, "change", teams.cadre.pk)):
        html = page.content.decode()
        assert ("138****1234" in html, "13800001234" in html) == (True, False)


@pytest.mark.parametrize("model", [Volunteer, Membership, Attendance])
def test_no_list_shows_a_whole_name(visit, teams, cast, model):
    taking_part.record_attendance(teams.cleaning, minutes={teams.cadre: 60}, by=None, at=NOW)
    html = visit(cast.clerk, model).content.decode()
    assert ("孙*" in html, "孙丽" in html) == (True, False)


def facts(**changes):
    return {"number": "ZY0100", "name": "吴静", "category": "citizen", "birth_year": "1990"} | changes


def test_a_volunteer_is_registered_unconfirmed(visit, teams, cast):
    visit(cast.clerk, Volunteer, "add", data=facts(phone="13900005678"))
    added = Volunteer.objects.get(number="ZY0100")
    assert (added.phone, added.registered_at, added.is_confirmed) == ("13900005678", NOW, False)
    assert AuditEntry.objects.get(action="volunteer.registered").object_id == str(added.pk)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"birth_year": "2016"}, "未满 14 周岁"),
        ({"phone": "138000012345"}, "手机号码应为 11 位数字"),
        ({"number": "ZY0001"}, "已存在"),
        ({"id_number": "130682199003050000"}, "校验码不符"),
        ({"id_number": id_number("20160101")}, "未满 14 周岁"),
        ({"id_number": id_number("19910101")}, "与身份证号码不符"),
        ({"birth_year": "1876"}, "出生年份不合理"),
    ],
)
def test_a_wrong_volunteer_is_refused_in_words(visit, teams, cast, changes, sentence):
    assert sentence in visit(cast.clerk, Volunteer, "add", data=facts(**changes)).content.decode()


def test_an_id_number_is_typed_once_and_shown_masked_ever_after(visit, teams, cast):
    number = id_number("19900305")
    visit(cast.clerk, Volunteer, "add", data=facts(id_number=number))
    html = visit(cast.clerk, Volunteer, "change", Volunteer.objects.get(number="ZY0100").pk).content.decode()
    assert (f"130682********{number[-4:]}" in html, number in html) == (True, False)


def test_a_roster_is_counted_once_a_day_of_a_unit(visit, teams, cast):
    data = {"department": cast.city.transport.pk, "counted_on": "2026-11-01", "headcount": "40"}
    visit(cast.clerk, UnitRoster, "add", data=data)
    assert UnitRoster.objects.get().headcount == 40
    html = visit(cast.clerk, UnitRoster, "add", data=data).content.decode()
    assert "已登记" in html or "已存在" in html


def test_an_empty_phone_keeps_the_stored_one_and_the_trail_names_fields_only(visit, teams, cast):
    data = facts(number="ZY0001", name="孙莉", birth_year="1985", category="organ")
    visit(cast.clerk, Volunteer, "change", teams.cadre.pk, data=data)
    teams.cadre.refresh_from_db()
    assert (teams.cadre.name, teams.cadre.phone) == ("孙莉", "13800001234")
    assert AuditEntry.objects.get(action="volunteer.changed").data == {"fields": ["name"]}


def test_consent_is_recorded_for_a_whole_list(visit, teams, cast):
    Volunteer.objects.update(consented_at=None)
    chosen = [teams.cadre.pk, teams.citizen.pk]
    visit(cast.clerk, Volunteer, data={"action": "consent", "_selected_action": chosen})
    assert list(Volunteer.objects.confirmed(NOW)) == [teams.cadre, teams.citizen]
    assert AuditEntry.objects.get(action="volunteers.consented").data == {"numbers": ["ZY0001", "ZY0003"]}


def test_an_auditor_is_offered_no_action(visit, teams, cast):
    visit(cast.auditor, Volunteer, data={"action": "withdraw", "_selected_action": [teams.cadre.pk]})
    teams.cadre.refresh_from_db()
    assert teams.cadre.withdrawn_at is None


def test_withdrawal_is_an_action_and_a_second_one_is_said(visit, teams, cast):
    data = {"action": "withdraw", "_selected_action": [teams.cadre.pk]}
    visit(cast.clerk, Volunteer, data=data)
    assert "该志愿者已退出" in visit(cast.clerk, Volunteer, data=data, follow=True).content.decode()


def test_a_membership_is_begun_and_ended_but_never_typed_over(visit, teams, cast):
    visit(cast.clerk, Membership, "add", data={"team": teams.east.pk, "volunteer": teams.cadre.pk})
    added = Membership.objects.get(team=teams.east, volunteer=teams.cadre)
    visit(cast.clerk, Membership, data={"action": "leave", "_selected_action": [added.pk]})
    added.refresh_from_db()
    assert added.valid_to == NOW.date()
    assert "valid_to" not in visit(cast.clerk, Membership, "change", added.pk).content.decode()


def test_joining_twice_is_refused_in_words(visit, teams, cast):
    data = {"team": teams.north.pk, "volunteer": teams.cadre.pk}
    assert "该志愿者已在队中" in visit(cast.clerk, Membership, "add", data=data).content.decode()


def test_an_activity_is_planned_with_a_number(visit, teams, cast):
    kind = teams.cleaning.kind_id
    times = {"starts_at_0": "2026-11-28", "starts_at_1": "08:00", "ends_at_0": "2026-11-28", "ends_at_1": "10:00"}
    data = {"title": "周六义务劳动", "kind": kind, "team": teams.north.pk, **times}
    visit(cast.clerk, Activity, "add", data=data)
    assert Activity.objects.get(title="周六义务劳动").code == "HD2026-00001"
    wrong = visit(cast.clerk, Activity, "add", data=data | {"ends_at_1": "07:00"})
    assert "活动结束时间应晚于开始时间" in wrong.content.decode()


def test_a_name_is_recorded_by_the_rules(visit, teams):
    data = {"activity": teams.cleaning.pk, "volunteer": teams.cadre.pk, "minutes": "90"}
    visit(teams.leader, Attendance, "add", data=data)
    assert Attendance.objects.get().minutes == 90
    wrong = visit(teams.leader, Attendance, "add", data=data | {"minutes": "1441", "volunteer": teams.student.pk})
    assert "1 分钟至 24 小时" in wrong.content.decode()


def test_a_leader_does_not_learn_who_is_registered_elsewhere(visit, teams):
    data = {"activity": teams.cleaning.pk, "volunteer": teams.citizen.pk, "minutes": "90"}
    answer = visit(teams.leader, Attendance, "add", data=data).content.decode()
    assert ("选择一个有效的选项" in answer, "周华" in answer) == (True, False)
    assert list(Attendance.objects.all()) == []


def test_head_counts_are_only_shown(visit, teams, cast):
    assert visit(cast.administrator, Turnout, "add").status_code == 403


def test_the_office_plans_every_weekend_at_two_junctions(visit, teams, cast):
    posts = {"posts-TOTAL_FORMS": 2, "posts-INITIAL_FORMS": 0}
    for number, place in enumerate(("中山路口", "北街路口")):
        posts |= {f"posts-{number}-place": place, f"posts-{number}-needed": 4}
    kind = ActivityKind.objects.get(key="traffic").pk
    days = {"weekdays": "67", "begins": "08:00", "ends": "10:00", "first": "2026-12-01", "last": "2026-12-07"}
    visit(cast.clerk, Series, "add", data={"title": "路口劝导", "kind": kind, "team": teams.north.pk, **days, **posts})
    made = Activity.objects.exclude(series=None).order_by("series_day")
    assert [(str(held.series_day), held.shifts.count()) for held in made] == [("2026-12-05", 2), ("2026-12-06", 2)]


def test_days_of_the_week_out_of_order_are_refused_in_words(visit, teams, cast):
    posts = {"posts-TOTAL_FORMS": 0, "posts-INITIAL_FORMS": 0}
    page = visit(cast.clerk, Series, "add", data={"title": "路口劝导", "weekdays": "76", **posts})
    assert "1为周一" in page.content.decode()


def test_the_administrator_sets_the_limits_for_odd_records_and_the_office_reads_them(visit, teams, cast):
    rule = FlagRule.objects.get(kind="day")
    typed = {"limit": 12, "is_active": "on", "why": "防汛值守较多"}
    assert visit(cast.administrator, FlagRule, "change", rule.pk, data=typed).status_code == 302
    assert visit(cast.clerk, FlagRule, "change", rule.pk, data={**typed, "limit": 1}).status_code == 403
    rule.refresh_from_db()
    assert (rule.limit, rule.sentence, rule.why) == (12, "同一人一天合计超过12小时", "防汛值守较多")
    assert [visit(cast.administrator, FlagRule, page).status_code for page in ("changelist", "add")] == [200, 403]
