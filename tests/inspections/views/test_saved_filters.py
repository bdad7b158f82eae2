"""Saved filters: kept, shared, opened first, counted; and what is said of what has been abolished."""

from datetime import date

import pytest

from inspections.models import Category, SavedFilter
from tests.cast import person

pytestmark = pytest.mark.django_db


def numbers(response) -> list[str]:
    return [ticket.number for ticket in response.context["page"].object_list]


@pytest.fixture
def keep(client, cast):
    def kept(name="市场", query="tab=running&q=北街", sharing="private", page="queue", who="clerk") -> SavedFilter:
        client.force_login(getattr(cast, who))
        client.post("/filters/keep/", {"name": name, "query": query, "sharing": sharing, "page": page})
        return SavedFilter.objects.filter(name=name).first()

    return kept


def test_a_filter_is_kept_and_opens_what_it_narrows(client, cast, stages, keep):
    wanted, _other = stages.dispatched(), stages.dispatched(point=cast.city.road)
    saved = keep(query="tab=running&q=北街&page=3&state=")
    shown = client.get("/queue/", {"tab": "running"})
    (offered,) = shown.context["saved_filters"]
    assert (offered, offered.query) == (saved, "tab=running&q=%E5%8C%97%E8%A1%97")
    assert numbers(client.get(offered.address)) == [wanted.number]
    assert client.get(f"/filters/{saved.pk}/count/").content.decode() == "1"


@pytest.mark.parametrize(
    ("sharing", "seen"),
    [("private", [True, False, False]), ("department", [True, True, False]), ("everybody", [True, True, True])],
)
def test_a_filter_is_seen_by_those_it_is_shared_with(cast, keep, sharing, seen):
    colleague = person("clerk2", "王芳", "office", department=cast.city.office)
    saved = keep(sharing=sharing)
    people = (cast.clerk, colleague, cast.handler)
    assert [SavedFilter.objects.visible_to(each).filter(pk=saved.pk).exists() for each in people] == seen


def test_a_shared_filter_counts_what_the_reader_may_see(client, cast, stages, keep):
    stages.dispatched(), stages.dispatched(point=cast.city.road)
    saved = keep(name="全部", query="tab=all&source=patrol", sharing="everybody", page="work")
    counts = {}
    for who in (cast.clerk, cast.handler, cast.other_handler):
        client.force_login(who)
        counts[who.username] = client.get(f"/filters/{saved.pk}/count/").content.decode()
    assert counts == {"clerk": "2", "handler": "2", "handler2": "0"}


def test_only_who_kept_it_may_change_or_remove_it(client, cast, keep):
    saved = keep(sharing="everybody")
    person("clerk2", "王芳", "office", department=cast.city.office)
    client.logout()
    client.login(username="clerk2", password="wenming-chengshi-2026")
    client.post(f"/filters/{saved.pk}/remove/")
    client.post(f"/filters/{saved.pk}/change/", {f"f{saved.pk}-name": "别的", f"f{saved.pk}-sharing": "private"})
    saved.refresh_from_db()
    assert saved.name == "市场"
    client.force_login(cast.clerk)
    change = {"name": "北街", "sharing": "private", "position": 7}
    client.post(f"/filters/{saved.pk}/change/", {f"f{saved.pk}-{field}": value for field, value in change.items()})
    saved.refresh_from_db()
    assert (saved.name, saved.sharing, saved.position) == ("北街", "private", 7)
    client.post(f"/filters/{saved.pk}/remove/")
    assert not SavedFilter.objects.exists()


def test_a_private_filter_of_somebody_else_does_not_exist(client, cast, keep):
    saved = keep()
    client.force_login(cast.handler)
    answers = [client.get(f"/filters/{saved.pk}/count/")]
    answers += [client.post(f"/filters/{saved.pk}/{act}/") for act in ("remove", "open-with")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_the_queue_opens_with_the_filter_that_a_person_has_chosen(client, cast, keep):
    first, second = keep(name="一"), keep(name="二", query="tab=check&q=西庄")
    for saved in (first, second):
        client.post(f"/filters/{saved.pk}/open-with/", {"on": "1"})
    assert client.get("/queue/").url == f"/queue/?{second.query}"
    assert client.get("/queue/?tab=running").status_code == 200
    client.post(f"/filters/{second.pk}/open-with/", {"on": "0"})
    assert client.get("/queue/").status_code == 200


def test_two_filters_of_one_name_are_refused_in_words(client, keep):
    keep(), keep()
    assert SavedFilter.objects.count() == 1
    assert "请输入未用过的名称" in client.get("/filters/").content.decode()


def test_a_unit_that_was_abolished_is_named_and_what_remains_is_shown(client, cast, stages):
    ticket, _other = stages.dispatched(), stages.registered()
    unit = cast.city.city_management
    unit.active_to = date(2020, 5, 1)
    unit.save()
    client.force_login(cast.clerk)
    answer = client.get("/queue/", {"tab": "all", "department": unit.pk})
    assert (numbers(answer), len(answer.context["filter_notes"])) == ([ticket.number], 1)
    assert "已于2020-05-01撤销" in answer.context["filter_notes"][0]
    assert f'<option value="{unit.pk}" selected>' in answer.content.decode()


def test_a_category_that_is_no_longer_in_use_is_named_and_what_remains_is_shown(client, cast, stages, category):
    ticket = stages.dispatched()
    stages.dispatched(category=Category.objects.current().get(name="道路不洁"))
    Category.objects.filter(pk=category.pk).update(is_active=False)
    client.force_login(cast.clerk)
    answer = client.get("/queue/", {"tab": "all", "category": category.pk})
    assert numbers(answer) == [ticket.number]
    assert "已停用" in answer.context["filter_notes"][0]


@pytest.mark.parametrize(("more", "found"), [({}, 0), ({"source": "patrol"}, 1)])
def test_what_never_was_narrows_by_what_is_left_and_shows_nothing_where_nothing_is(client, cast, stages, more, found):
    stages.dispatched()
    client.force_login(cast.clerk)
    answer = client.get("/queue/", {"tab": "all", "department": 999999, **more})
    assert len(numbers(answer)) == found
    assert answer.context["filter_notes"] == ["筛选条件“责任单位”所指的内容已不存在，未按其筛选。"]


def test_a_link_into_the_queue_shows_others_the_same_of_their_own_and_says_so(client, cast, stages):
    stages.dispatched()
    client.force_login(cast.other_handler)
    answer = client.get("/queue/", {"tab": "running", "q": "北街"}, follow=True)
    assert answer.redirect_chain == [("/work/?tab=all&q=%E5%8C%97%E8%A1%97", 302)]
    assert numbers(answer) == []
    shown = answer.content.decode()
    assert ("仅列出您有权查看的问题" in shown, "该链接指向创城办的工作台" in shown) == (True, True)


def test_the_queue_costs_no_more_with_thirty_filters_than_with_one(client, cast, keep, count_queries):
    keep()
    one = count_queries(client, "/queue/?tab=running")
    for n in range(29):
        keep(name=f"筛选{n}")
    assert count_queries(client, "/queue/?tab=running") == one
    assert one <= 15
