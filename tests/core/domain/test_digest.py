from datetime import UTC, datetime, timedelta

import pytest

from command.models import User
from core.choices import Pace
from core.domain import digest, notices, outbox, preferences
from core.models import Delivery, Digest, Notice, SpecialDay
from inspections.choices import Source, TicketState
from inspections.models import Ticket

# A Monday, 08:20 in the city.
AT = datetime(2026, 11, 23, 0, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def problems(cast, category):
    """Of one unit: one due today, one overdue since yesterday, one due tomorrow."""
    dues = {"2026-00001": 3 * HOUR, "2026-00002": -24 * HOUR, "2026-00003": 24 * HOUR}
    for number, left in dues.items():
        Ticket.objects.create(
            number=number,
            state=TicketState.HANDLING,
            source=Source.PATROL,
            point=cast.city.market,
            area=cast.city.north_street,
            category=category,
            description="垃圾",
            department=cast.city.city_management,
            reported_at=AT - 72 * HOUR,
            due_at=AT + left,
        )


def told() -> dict[str, str]:
    return dict(Digest.objects.exclude(subject="").values_list("recipient__username", "subject"))


@pytest.mark.parametrize(
    ("at", "goes_out"),
    [
        (AT, True),
        (AT - timedelta(minutes=1), False),
        (AT + 8 * HOUR, True),
        (AT + 14 * HOUR, False),
        (AT - 24 * HOUR, False),
    ],
    ids=["from the hour", "not before", "later the same day", "not at night", "not on Sunday"],
)
def test_digests_go_out_on_working_days_from_an_hour_until_the_close_of_business(db, at, goes_out):
    assert digest.is_time(at) == goes_out


def test_a_make_up_day_is_a_working_day_and_a_holiday_is_none(db):
    SpecialDay.objects.update_or_create(date="2026-11-22", defaults={"is_working": True, "name": "调休上班"})
    SpecialDay.objects.update_or_create(date="2026-11-23", defaults={"is_working": False, "name": "放假"})
    assert [digest.is_time(AT - 24 * HOUR), digest.is_time(AT)] == [True, False]


def test_each_person_is_told_what_waits_in_the_own_scope(cast, problems):
    digest.write_due(at=AT)
    assert told() == {
        "handler": "创城工作每日汇总（11月23日）：待办 3 件，今日到期 1 件，超期 1 件",
        "clerk": "创城工作每日汇总（11月23日）：今日到期 1 件，超期 1 件",
        "official": "创城工作每日汇总（11月23日）：今日到期 1 件，超期 1 件",
    }


def test_the_digest_leads_to_the_lists_and_the_tickets(cast, problems, settings):
    settings.SITE_URL = "https://c.example"
    digest.write_due(at=AT)
    body = Digest.objects.get(recipient=cast.handler).body
    assert body == (
        "【待您办理】\n· 待办 3 件\n  https://c.example/work/?tab=running\n\n"
        "【今日到期】\n· 11:20 2026-00001 暴露垃圾，北街农贸市场\n  https://c.example/tickets/2026-00001/\n\n"
        "【超期】\n· 1 件问题已超期\n  https://c.example/work/?tab=overdue\n\n"
        "消息提醒设置：https://c.example/profile/notices/"
    )


def test_who_has_nothing_to_be_told_gets_nothing(cast):
    assert digest.write_due(at=AT) == 0
    assert Delivery.objects.count() == 0
    assert Digest.objects.count() == User.objects.exclude(email="").count()


def test_a_second_worker_or_a_second_round_tells_nobody_twice(cast, problems):
    assert [digest.write_due(at=AT), digest.write_due(at=AT + HOUR)] == [3, 0]
    assert Delivery.objects.count() == 3


def test_a_round_that_was_cut_short_is_finished_by_the_next(cast, problems):
    Digest.objects.create(recipient=cast.clerk, day="2026-11-23", created_at=AT)
    digest.write_due(at=AT)
    assert sorted(told()) == ["handler", "official"]


def test_the_next_day_brings_another(cast, problems):
    digest.write_due(at=AT)
    assert digest.write_due(at=AT + 24 * HOUR) == 3


def test_news_are_what_waited_for_the_digest_since_the_last_one_and_is_unread(cast):
    def tell(kind, subject, at):
        notices.tell([cast.handler], kind=kind, subject=subject, at=at)

    digest.write_due(at=AT - 72 * HOUR)
    tell("ticket.dispatch", "说过的", AT - 73 * HOUR)
    tell("ticket.dispatch", "新派遣", AT - 2 * HOUR)
    tell("ticket.dispatch", "读过的", AT - HOUR)
    tell("escalation.remind", "已发邮件的催办", AT - HOUR)
    Notice.objects.filter(subject="读过的").update(read_at=AT)
    digest.write_due(at=AT)
    body = Digest.objects.get(recipient=cast.handler, day="2026-11-23").body
    assert body.split("\n\n")[0] == "【上次汇总以来的新消息】\n· 11-23 06:20 新派遣"


def test_of_many_news_the_newest_ten_are_named(cast):
    for number in range(12):
        notices.tell([cast.handler], kind="ticket.dispatch", subject=f"第{number}件", at=AT - HOUR)
    digest.write_due(at=AT)
    lines = Digest.objects.get(recipient=cast.handler).body.split("\n\n")[0].splitlines()
    assert (len(lines), lines[1][-4:], lines[-2]) == (13, "第11件", "· 更多消息请到平台查看")


def test_the_overview_can_be_switched_off_and_the_news_still_come(cast, problems):
    preferences.choose({"overview": Pace.OFF}, by=cast.handler)
    preferences.choose({"overview": Pace.OFF}, by=cast.clerk)
    notices.tell([cast.handler], kind="ticket.dispatch", subject="新派遣", at=AT - HOUR)
    digest.write_due(at=AT)
    assert set(told()) == {"handler", "official"}


def test_the_digest_leaves_as_an_email(cast, problems, mailoutbox):
    digest.write_due(at=AT)
    outbox.deliver_due(at=AT, worker="me")
    letter = next(letter for letter in mailoutbox if letter.to == ["handler@example.test"])
    row = Digest.objects.get(recipient=cast.handler)
    assert (letter.subject, letter.body) == (row.subject, row.body)


def test_a_digest_takes_the_same_number_of_queries_whatever_waits(cast, problems, django_assert_num_queries):
    def ask() -> None:
        digest.sections_for(User.objects.get(username="handler"), since=AT - 24 * HOUR, at=AT)

    with django_assert_num_queries(7) as few:
        ask()
    for number in range(20):
        notices.tell([cast.handler], kind="ticket.dispatch", subject=f"第{number}件", at=AT - HOUR)
    with django_assert_num_queries(len(few)):
        ask()


def test_of_several_news_of_one_problem_the_newest_is_named(cast):
    for minutes, subject in ((30, "派遣"), (20, "返工")):
        at = AT - timedelta(minutes=minutes)
        notices.tell([cast.handler], kind="ticket.dispatch", subject=subject, link="/tickets/2026-00001/", at=at)
    digest.write_due(at=AT)
    lines = Digest.objects.get(recipient=cast.handler).body.split("\n\n")[0].splitlines()
    assert lines[1:] == ["· 11-23 08:00 返工", "  http://127.0.0.1:8000/tickets/2026-00001/"]
