"""Pages of the escalation."""

import pytest
from django.urls import reverse
from django.utils import timezone

from inspections.choices import RungKind
from inspections.models import Escalation, EscalationRun, EscalationRung

pytestmark = pytest.mark.django_db
RUNS, DRAFTS = "/escalation/runs/", "/escalation/drafts/"


@pytest.fixture
def draft(stages) -> Escalation:
    rung = EscalationRung.objects.filter(kind=RungKind.SUPERVISE).first()
    row = stages.dispatched().escalations.get(rung=rung)
    Escalation.objects.filter(pk=row.pk).update(fired_at=timezone.now())
    return row


def test_drafts_are_for_the_office_and_the_officials(client, cast):
    answers = {}
    for person in (cast.clerk, cast.official, cast.handler, cast.inspector):
        client.force_login(person)
        answers[person.username] = (client.get(DRAFTS).status_code, client.get(RUNS).status_code)
    assert answers == {
        "clerk": (200, 200),
        "official": (200, 200),
        "handler": (403, 403),
        "inspector": (403, 403),
    }


def test_a_draft_waits_until_it_is_settled(client, cast, draft):
    client.force_login(cast.clerk)
    before = list(client.get(DRAFTS).context["page"].object_list)
    client.post(reverse("escalation-settle", args=[draft.pk]), {"note": "已电话督办"})
    after = list(client.get(DRAFTS).context["page"].object_list)
    draft.refresh_from_db()
    assert (before, after, draft.settled_note) == ([draft], [], "已电话督办")


def test_a_draft_is_settled_once(client, cast, draft):
    client.force_login(cast.clerk)
    client.post(reverse("escalation-settle", args=[draft.pk]), {"note": "已电话督办"})
    client.post(reverse("escalation-settle", args=[draft.pk]), {"note": "再来一次"})
    draft.refresh_from_db()
    assert draft.settled_note == "已电话督办"


def test_an_inspector_settles_nothing(client, cast, draft):
    client.force_login(cast.inspector)
    client.post(reverse("escalation-settle", args=[draft.pk]), {"note": "x"})
    draft.refresh_from_db()
    assert draft.settled_at is None


def test_the_sweeps_are_listed_with_the_names_of_rungs(client, cast):
    rung = EscalationRung.objects.first()
    now = timezone.now()
    EscalationRun.objects.create(started_at=now, finished_at=now, is_open=False, fired=3, counts={str(rung.pk): 3})
    client.force_login(cast.clerk)
    assert client.get(RUNS).context["page"].object_list[0].by_rung == [(rung.name, 3)]


def test_the_drafts_cost_the_same_for_one_and_for_thirty(client, cast, stages, count_queries):
    def fired(count: int) -> None:
        for _ in range(count):
            ticket = stages.dispatched()
            ticket.escalations.filter(rung__kind=RungKind.SUPERVISE).update(fired_at=timezone.now())

    fired(1)
    client.force_login(cast.clerk)
    one = count_queries(client, DRAFTS)
    fired(29)
    assert (count_queries(client, DRAFTS), one <= 15) == (one, True)


def test_the_tabs_say_how_many_wait_and_the_page_opens_where_some_do(client, cast, stages):
    rung = EscalationRung.objects.filter(kind=RungKind.BULLETIN).first()
    stages.dispatched().escalations.filter(rung=rung).update(fired_at=timezone.now())
    client.force_login(cast.clerk)
    context = client.get(DRAFTS).context
    assert (context["kind"], [count for _, count in context["kinds"]]) == (RungKind.BULLETIN, ["0", "1"])
