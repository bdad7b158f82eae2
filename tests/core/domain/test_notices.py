from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from command.models import User
from core.domain import notices
from core.models import Delivery, Notice

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def test_each_recipient_gets_one_notice_and_one_message(cast):
    told = notices.tell(
        [cast.handler, cast.area_staff, cast.handler], kind="test", subject="请处置", link="/work/", at=AT
    )
    assert told == 2
    assert set(Notice.objects.values_list("recipient__username", "subject", "link", "created_at")) == {
        ("handler", "请处置", "/work/", AT),
        ("area", "请处置", "/work/", AT),
    }
    assert set(Delivery.objects.values_list("address", "state", "next_try_at")) == {
        ("handler@example.test", "pending", AT),
        ("area@example.test", "pending", AT),
    }


def test_who_has_no_address_is_told_in_the_portal_only(cast):
    User.objects.filter(pk=cast.handler.pk).update(email="")
    notices.tell(User.objects.filter(username__in=["handler", "clerk"]), kind="test", subject="请处置", at=AT)
    assert Notice.objects.count() == 2
    assert list(Delivery.objects.values_list("address", flat=True)) == ["clerk@example.test"]


def test_a_closed_account_is_not_told(cast):
    cast.handler.is_active = False
    assert notices.tell([cast.handler], kind="test", subject="请处置", at=AT) == 0


def test_a_subject_is_one_line(cast):
    notices.tell([cast.handler], kind="test", subject="第一行\r\nBcc: x@example.test " + "长" * 300, at=AT)
    subject = Notice.objects.get().subject
    assert (subject[:23], len(subject)) == ("第一行 Bcc: x@example.test", 200)


def test_a_notice_speaks_the_language_of_the_portal(cast, settings):
    settings.LANGUAGE_CODE = "zh-hans"
    notices.tell([cast.handler], kind="test", subject=_("Yes"), at=AT)
    assert Notice.objects.get().subject == "是"


def test_telling_takes_the_same_number_of_queries_for_one_and_for_many(cast, django_assert_num_queries):
    with django_assert_num_queries(7):
        notices.tell([cast.handler], kind="test", subject="请处置", at=AT)
    everybody = list(User.objects.all())
    with django_assert_num_queries(7):
        notices.tell(everybody, kind="test", subject="请处置", at=AT)


def test_only_the_recipient_marks_a_notice_as_read(cast):
    notices.tell([cast.handler], kind="test", subject="请处置", at=AT)
    assert notices.mark_read(Notice.objects.all(), by=cast.clerk, at=AT) == 0
    assert notices.mark_read(by=cast.handler, at=AT) == 1
    assert Notice.objects.get().read_at == AT
