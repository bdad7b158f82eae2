from datetime import timedelta

import pytest
from django.db import connection

from command.choices import Role
from command.domain import webhooks
from command.models import Webhook, WebhookMessage
from core.choices import DeliveryState, RobotKind
from core.errors import UnsafeAddress
from core.models import AuditEntry
from inspections.choices import Source, TicketState
from inspections.models import Ticket
from tests.cast import person
from tests.command.chats import AT, chat, tell

OUTSIDE = "https://1.1.1.1/cgi-bin/webhook/send?key=very-secret-key"


@pytest.fixture
def unit(cast):
    return chat(OUTSIDE, cast.city.city_management)


def told() -> list[tuple]:
    return list(WebhookMessage.objects.order_by("pk").values_list("webhook__name", "subject"))


def test_a_group_hears_once_what_several_of_its_people_are_told(cast, unit):
    second = person("handler3", "钱进", Role.HANDLER, department=cast.city.city_management)
    tell([cast.handler, second, cast.clerk], "请处置")
    assert told() == [("执法局工作群", "请处置")]


def test_a_group_hears_nothing_of_other_departments_or_topics(cast, unit):
    tell([cast.other_handler], "别单位的")
    tell([cast.handler], "督办", kind="escalation.supervise")
    tell([cast.handler], "没登记的", kind="unknown")
    assert told() == []


def test_a_group_out_of_use_hears_nothing(cast, unit):
    Webhook.objects.update(is_active=False)
    tell([cast.handler])
    assert told() == []


def test_each_group_of_a_department_hears_in_order(cast, unit):
    chat(OUTSIDE, cast.city.city_management, name="第二个群")
    tell([cast.handler], "先")
    tell([cast.handler], "后")
    assert sorted(told()) == [("执法局工作群", "先"), ("执法局工作群", "后"), ("第二个群", "先"), ("第二个群", "后")]


def test_telling_costs_the_same_for_one_and_for_many_groups(cast, unit, django_assert_num_queries):
    with django_assert_num_queries(8):
        tell([cast.handler])
    for number in range(5):
        chat(OUTSIDE, cast.city.city_management, name=f"群{number}")
    with django_assert_num_queries(8):
        tell([cast.handler])


def test_address_and_secret_are_sealed_at_rest(unit):
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, secret FROM command_webhook")
        row = cursor.fetchone()
    assert [word in "".join(row) for word in ("1.1.1.1", "very-secret", "s3cret")] == [False, False, False]
    unit.refresh_from_db()
    assert (unit.address, unit.secret, unit.host) == (OUTSIDE, "s3cret", "1.1.1.1")


def test_what_no_key_opens_any_more_is_empty(unit, settings):
    settings.SECRET_KEY, old = "another key of the portal, long enough for anybody", settings.SECRET_KEY
    assert Webhook.objects.get().address == ""
    settings.SECRET_KEY_FALLBACKS = [old]
    assert Webhook.objects.get().address == OUTSIDE


def test_keeping_writes_the_trail_without_secrets_and_closes_the_circuit(cast, unit):
    unit.failures, unit.next_try_at = 5, AT + timedelta(hours=1)
    webhooks.keep(unit, by=cast.clerk, at=AT)
    assert (unit.failures, unit.next_try_at) == (0, None)
    row = AuditEntry.objects.get(action="webhook.changed")
    assert (row.object_label, row.data, row.actor_label) == ("执法局工作群", {}, "李文兰")


def test_an_address_inside_is_not_kept(cast):
    hook = Webhook(name="群", kind=RobotKind.WECOM, department=cast.city.office, address="https://10.0.0.1/x")
    with pytest.raises(UnsafeAddress):
        webhooks.keep(hook, by=cast.clerk, at=AT)
    assert Webhook.objects.count() == 0


@pytest.fixture
def overdue(cast, category):
    Ticket.objects.create(
        number="2026-00001",
        state=TicketState.HANDLING,
        source=Source.PATROL,
        point=cast.city.market,
        area=cast.city.north_street,
        category=category,
        description="垃圾",
        department=cast.city.city_management,
        reported_at=AT - timedelta(days=3),
        due_at=AT - timedelta(days=1),
    )


def test_a_group_gets_one_digest_a_day(cast, unit, overdue):
    chat(OUTSIDE, cast.city.city_management, name="不要汇总的群", wants_digest=False)
    assert [webhooks.write_digests(at=AT), webhooks.write_digests(at=AT + timedelta(hours=1))] == [1, 0]
    row = WebhookMessage.objects.get()
    assert (row.subject, row.body) == (
        "创城工作每日汇总（11月23日）：待办 1 件，超期 1 件",
        "待办 1 件\n1 件问题已超期",
    )


def test_a_group_with_nothing_to_hear_gets_no_digest_all_day(cast, unit, request):
    assert webhooks.write_digests(at=AT) == 0
    request.getfixturevalue("overdue")
    assert webhooks.write_digests(at=AT + timedelta(hours=1)) == 0
    assert WebhookMessage.objects.exclude(state=DeliveryState.SENT).count() == 0


def test_no_digest_goes_out_on_a_day_of_rest(cast, unit, overdue):
    assert webhooks.write_digests(at=AT - timedelta(days=1)) == 0


def test_what_was_given_up_waits_again_when_somebody_asks(cast, unit):
    tell([cast.handler])
    WebhookMessage.objects.update(state=DeliveryState.FAILED)
    Webhook.objects.update(failures=9, next_try_at=AT + timedelta(days=1))
    assert webhooks.try_again(unit, by=cast.clerk, at=AT) == 1
    assert list(Webhook.objects.due(at=AT)) == [unit]
    assert AuditEntry.objects.get(action="webhook.revived").data == {"messages": 1}
