"""The inbox."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.domain import inbox
from core.models import Notice

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def tell(user, subject="已超期", link="", *, topic="", at=None) -> Notice:
    at = at or timezone.now()
    return Notice.objects.create(recipient=user, kind="test", topic=topic, subject=subject, link=link, created_at=at)


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.clerk)
    return cast.clerk


def said(client, query="") -> str:
    return client.get(reverse("notices") + query).content.decode()


def test_the_inbox_shows_only_the_own_notices(client, cast, clerk):
    tell(clerk, "派遣给你")
    tell(cast.handler, "别人的消息")
    assert ("派遣给你" in said(client), "别人的消息" in said(client)) == (True, False)


def test_a_stranger_has_no_inbox(client):
    assert client.get(reverse("notices")).url == "/login/?next=/notices/"
    assert client.get(reverse("notices-count")).url == "/login/?next=/notices/count/"


def test_the_inbox_costs_the_same_for_one_notice_and_for_thirty(client, clerk, count_queries):
    tell(clerk)
    one = count_queries(client, reverse("notices"))
    for _ in range(29):
        tell(clerk)
    assert count_queries(client, reverse("notices")) == one


def test_only_what_is_unread_or_of_a_topic_is_shown_on_request(client, clerk):
    Notice.objects.filter(pk=tell(clerk, "读过的", topic="decide").pk).update(read_at=AT)
    tell(clerk, "未读的", topic="decide")
    tell(clerk, "催办的", topic="remind")
    words = ("读过的", "未读的", "催办的")
    shown = {query: [word in said(client, query) for word in words] for query in ("", "?unread=1", "?topic=decide")}
    assert shown == {"": [True, True, True], "?unread=1": [False, True, True], "?topic=decide": [True, True, False]}


def test_pages_follow_each_other_without_a_gap_or_a_double(clerk):
    for number in range(7):
        tell(clerk, str(number), at=AT + timedelta(minutes=number // 2))
    mine, mark, seen = Notice.objects.visible_to(clerk), "", []
    for _ in range(3):
        page = inbox.page(mine, before=mark, size=3)
        seen.append([thread.newest.subject for thread in page.threads])
        mark = page.older
    assert (seen, mark) == ([["6", "5", "4"], ["3", "2", "1"], ["0"]], "")


@pytest.mark.parametrize(
    "mark",
    ["x", "_", "2026-11-23_5", "0001-01-01T00:00:00+14:00_1", "2026-11-23T00:00:00+00:00_x", "9" * 5000],
)
def test_a_mark_that_is_none_leads_to_the_first_page(client, clerk, mark):
    tell(clerk, "最新的消息")
    answer = client.get(reverse("notices"), {"before": mark})
    assert (answer.status_code, "最新的消息" in answer.content.decode()) == (200, True)


def test_a_number_beyond_any_row_is_no_error(client, clerk):
    tell(clerk, "最新的消息")
    assert client.get(reverse("notices"), {"before": f"2036-11-23T00:00:00+00:00_{9**30}"}).status_code == 200


def test_notices_of_one_record_stand_together():
    notices = [
        Notice(subject=s, link=link) for s, link in (("d", "/b/"), ("c", "/a/"), ("b", ""), ("a", "/b/"), ("0", ""))
    ]
    assert [[n.subject for n in thread.notices] for thread in inbox.threads(notices)] == [
        ["d", "a"],
        ["c"],
        ["b"],
        ["0"],
    ]


def test_opening_a_notice_reads_the_older_ones_of_its_record_and_leads_on(client, clerk):
    older, other = tell(clerk, link="/profile/", at=AT), tell(clerk, link="/work/", at=AT)
    notice = tell(clerk, link="/profile/", at=AT + timedelta(hours=1))
    newer = tell(clerk, link="/profile/", at=AT + timedelta(hours=2))
    assert client.get(reverse("notice-read", args=[notice.pk])).url == "/profile/"
    assert set(clerk.notices.unread()) == {other, newer}
    assert older.pk not in clerk.notices.unread().values_list("pk", flat=True)


def test_a_notice_without_a_record_is_read_alone(client, clerk):
    notice, other = tell(clerk), tell(clerk)
    assert client.post(reverse("notice-read", args=[notice.pk])).url == reverse("notices")
    assert list(clerk.notices.unread()) == [other]


def test_a_notice_never_leads_out_of_the_portal(client, clerk):
    notice = tell(clerk, link="https://elsewhere.test/")
    assert client.get(reverse("notice-read", args=[notice.pk])).url == reverse("notices")


def test_somebody_elses_notice_is_not_found(client, cast, clerk):
    assert client.get(reverse("notice-read", args=[tell(cast.handler).pk])).status_code == 404


def test_all_is_read_at_once_except_what_came_after_the_page(client, cast, clerk):
    tell(clerk, at=AT), tell(clerk, at=AT), tell(cast.handler, at=AT)
    late = tell(clerk, at=AT + timedelta(seconds=1))
    client.post(reverse("notices-read"), {"until": AT.isoformat()})
    assert (list(clerk.notices.unread()), cast.handler.notices.unread().count()) == ([late], 1)


def test_only_the_topic_shown_is_read(client, clerk):
    tell(clerk, topic="decide")
    other = tell(clerk, topic="remind")
    answer = client.post(reverse("notices-read") + "?topic=decide", {"until": "nonsense"})
    assert (answer.url, list(clerk.notices.unread())) == ("/notices/?topic=decide", [other])


def test_the_count_follows_and_says_nothing_while_it_is_the_same(client, clerk):
    address = reverse("notices-count")
    assert client.get(address, {"seen": ""}).status_code == 204
    tell(clerk)
    answer = client.get(address, {"seen": ""})
    assert (answer.status_code, '<span class="count">1<' in answer.content.decode()) == (200, True)
    assert client.get(address, {"seen": "1"}).status_code == 204


def test_the_count_ends_at_ninety_nine_and_costs_one_query_beside_the_account(client, clerk, django_assert_num_queries):
    Notice.objects.bulk_create(Notice(recipient=clerk, kind="test", subject=str(n), created_at=AT) for n in range(150))
    assert '<span class="count">99+<' in client.get(reverse("notices-count")).content.decode()
    with django_assert_num_queries(2):
        client.get(reverse("notices-count"))


def test_asking_for_the_count_keeps_nobody_logged_in(client, clerk):
    session = client.session
    session["seen"] = 1
    session.save()
    client.get(reverse("notices-count"), headers={"X-Background": "1"})
    assert client.session["seen"] == 1
    client.get(reverse("notices"))
    assert client.session["seen"] > 1
