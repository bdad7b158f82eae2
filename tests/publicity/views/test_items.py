from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from publicity.models import Broadcast, Item, Readership
from tests.publicity.conftest import NOW, WEEK_AGO, item


@pytest.fixture
def visit(client):
    def get(user, name, *args, data=None, query=""):
        client.force_login(user)
        address = reverse(name, args=args) + query
        return client.post(address, data) if data is not None else client.get(address)

    return get


@pytest.mark.parametrize("role", ["official", "clerk", "administrator", "auditor"])
def test_those_who_read_publicity_see_the_items(visit, media, cast, role):
    assert "红马甲走上街头" in visit(getattr(cast, role), "item-list").content.decode()


@pytest.mark.parametrize("role", ["inspector", "handler", "area_staff"])
def test_others_have_no_business_here(visit, media, cast, role):
    user = getattr(cast, role)
    assert visit(user, "item-list").status_code == 403
    assert visit(user, "item-detail", media.article.pk).status_code == 403
    assert visit(user, "item-publish", media.draft.pk, data={}).status_code == 403
    assert visit(user, "item-new").status_code == 403


def test_an_editor_begins_the_day_here(client, media):
    client.force_login(media.editor)
    assert client.get(reverse("home")).url == reverse("item-list")


def test_the_latest_readership_is_shown_and_a_fall_is_flagged(visit, media):
    Readership.objects.create(item=media.article, at=WEEK_AGO, reads=12345)
    Readership.objects.create(item=media.article, at=NOW, reads=12000)
    html = visit(media.editor, "item-list").content.decode()
    assert ("12000" in html, "12345" in html, "有回落" in html) == (True, False, True)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("?state=draft", ["GJ0003"]),
        ("?state=published", ["GJ0002", "GJ0001"]),
        ("?state=withdrawn", []),
        ("?q=斑马线", ["GJ0003"]),
        ("?kind=poster", []),
        ("?kind=nonsense", ["GJ0003", "GJ0002", "GJ0001"]),
    ],
)
def test_the_list_is_narrowed(visit, media, query, codes):
    page = visit(media.editor, "item-list", query=query).context["page"]
    assert [row.code for row in page] == codes


def test_a_draft_is_written_down_with_a_number(visit, media):
    data = {"title": "文明餐桌", "kind": "article", "level": "city", "channel": media.daily.pk, "reprint_of": "GJ0002"}
    answer = visit(media.editor, "item-new", data=data)
    written = Item.objects.get(title="文明餐桌")
    assert answer.url == reverse("item-detail", args=[written.pk])
    assert (written.reprint_of, written.published_at) == (media.article, None)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"reprint_of": "GJ9999"}, "没有此编号的稿件"), ({"url": "javascript:alert(1)"}, "请输入合法的URL")],
)
def test_a_wrong_draft_is_refused_in_words(visit, media, changes, sentence):
    data = {"title": "文明餐桌", "kind": "article", "level": "city", "channel": media.daily.pk} | changes
    assert sentence in visit(media.editor, "item-new", data=data).content.decode()


def test_an_official_writes_nothing(visit, media, cast):
    assert visit(cast.official, "item-new").status_code == 403
    assert visit(cast.official, "item-publish", media.draft.pk, data={}).status_code == 403
    assert visit(cast.official, "item-reads", media.article.pk, data={"reads": "5"}).status_code == 403


def test_an_editor_publishes_and_takes_back(visit, media):
    visit(media.editor, "item-publish", media.draft.pk, data={})
    visit(media.editor, "item-withdraw", media.draft.pk, data={"reason": "数字有误"})
    media.draft.refresh_from_db()
    assert (media.draft.published_at is None, media.draft.withdrawn_at is None) == (False, False)


def test_publishing_twice_is_a_conflict_said_in_words(visit, media):
    answer = visit(media.editor, "item-publish", media.article.pk, data={})
    assert (answer.status_code, "该稿件已发布" in answer.content.decode()) == (409, True)


def test_a_date_to_come_is_refused_and_nothing_typed_is_lost(visit, media):
    answer = visit(media.editor, "item-publish", media.draft.pk, data={"published_at": "2099-01-01T08:00"})
    html = answer.content.decode()
    assert (answer.status_code, "日期晚于今天" in html, "2099-01-01T08:00" in html) == (409, True, True)


def test_readings_and_broadcasts_are_recorded_on_the_page(visit, media):
    visit(media.editor, "item-reads", media.article.pk, data={"reads": "880"})
    day = {"channel": media.daily.pk, "day": f"{WEEK_AGO:%Y-%m-%d}", "times": "6"}
    visit(media.editor, "item-broadcast", media.article.pk, data=day)
    assert (Readership.objects.reads(), Broadcast.objects.times()) == (880, 6)
    html = visit(media.editor, "item-detail", media.article.pk).content.decode()
    assert ("880" in html, "定州日报" in html) == (True, True)


@pytest.mark.parametrize("reads", ["-1", "许多", ""])
def test_impossible_readings_are_refused(visit, media, reads):
    answer = visit(media.editor, "item-reads", media.article.pk, data={"reads": reads})
    assert (answer.status_code, list(Readership.objects.all())) == (200, [])


def test_the_buttons_are_those_that_would_work(visit, media, cast):
    def forms(user, shown):
        context = visit(user, "item-detail", shown.pk).context
        names = ("publish_form", "withdraw_form", "reads_form", "broadcast_form")
        return [name for name in names if context.get(name)]

    assert forms(media.editor, media.draft) == ["publish_form"]
    assert forms(media.editor, media.article) == ["withdraw_form", "reads_form", "broadcast_form"]
    assert forms(cast.official, media.article) == []


def test_the_number_of_queries_does_not_grow_with_the_rows(client, media, django_assert_num_queries):
    client.force_login(media.editor)
    client.get(reverse("item-list"))
    with django_assert_num_queries(8):
        client.get(reverse("item-list"))
    for number in range(30):
        more = item(f"GJ1{number:03d}", "又一篇", media.account)
        Readership.objects.create(item=more, at=NOW, reads=number)
    with django_assert_num_queries(8):
        client.get(reverse("item-list"))


def test_an_item_with_many_snapshots_asks_no_more(client, media, django_assert_num_queries):
    address = reverse("item-detail", args=[media.article.pk])
    client.force_login(media.editor)
    client.get(address)
    with django_assert_num_queries(10):
        client.get(address)
    for number in range(30):
        at = WEEK_AGO + timedelta(minutes=number)
        Readership.objects.create(item=media.article, at=at, reads=number, recorded_by=media.editor)
        day = WEEK_AGO.date() - timedelta(days=number)
        Broadcast.objects.create(item=media.article, channel=media.daily, date=day, times=1)
    with django_assert_num_queries(10):
        client.get(address)


def test_the_figures_count_the_last_thirty_days(visit, media):
    item("GJ0010", "两月前的稿件", media.daily, published_at=NOW - timedelta(days=60))
    Broadcast.objects.create(item=media.article, channel=media.daily, date=timezone.localdate(), times=6)
    Readership.objects.create(item=media.article, at=NOW, reads=880)
    recent = item("GJ0011", "今天的稿件", media.daily, published_at=timezone.now())
    Item.objects.filter(pk__in=[media.article.pk, media.reprint.pk]).update(published_at=recent.published_at)
    shown = visit(media.editor, "item-list").context["values"]
    assert [value.number for value in shown] == [2, 0, 6, 880, 1]
