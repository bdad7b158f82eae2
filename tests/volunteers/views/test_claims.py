from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.domain import jobs, photos
from inspections.domain import tickets
from inspections.models import TicketPhoto
from tests.inspections.photos import photo
from tests.volunteers.conftest import NOW, activity
from volunteers.domain import claims
from volunteers.models import Claim, ClaimPhoto


@pytest.fixture
def cleaning(teams, time_machine_now):
    """An activity that has begun and goes on."""
    return activity("HD0050", "清扫市场", teams.north, starts_at=NOW - timedelta(hours=1), area=teams.north.area)


@pytest.fixture
def claim(teams, cleaning, problem):
    return claims.take_on(cleaning, problem(), by=teams.leader, at=NOW)


@pytest.fixture
def answered(claim, teams):
    claims.add_photos(claim, [photos.check(photo("after.jpg"))], by=teams.leader, at=NOW)
    jobs.run_waiting()
    return claims.answer(claim, note="清走两车垃圾", by=teams.leader, at=NOW)


def page(claim):
    return reverse("claim", args=[claim.pk])


def sent(client, address) -> int:
    """Return the status, having read the photo to its end, which closes it."""
    response = client.get(address)
    if response.streaming:
        list(response.streaming_content)
    return response.status_code


def text(response):
    return response.content.decode()


def test_a_leader_takes_on_what_the_list_offers_and_lands_on_its_page(client, teams, cleaning, problem):
    ticket = problem()
    client.force_login(teams.leader)
    address = reverse("activity-problems", args=[cleaning.pk])
    shown = text(client.get(address))
    assert (ticket.number in shown, "北街农贸市场" in shown, "摊位前有垃圾" in shown) == (True, True, False)
    answer = client.post(address, {"number": ticket.number}, follow=True)
    assert answer.redirect_chain == [(page(Claim.objects.get()), 302)]
    assert ("摊位前有垃圾" in text(answer), "到期" in text(answer)) == (True, True)


def test_a_number_out_of_scope_and_none_get_one_answer(client, teams, cleaning, problem, cast):
    far = problem(point=None, area=cast.city.east)
    client.force_login(teams.leader)
    address = reverse("activity-problems", args=[cleaning.pk])
    said = {
        str(client.post(address, {"number": number}).context["form"].errors["number"]) for number in (far.number, "X-1")
    }
    assert (len(said), Claim.objects.count()) == (1, 0)


def test_an_activity_that_is_over_leads_back_to_its_page(client, teams, time_machine_now):
    client.force_login(teams.leader)
    answer = client.get(reverse("activity-problems", args=[teams.cleaning.pk]))
    assert answer.url == reverse("activity-turnout", args=[teams.cleaning.pk])


def test_a_leader_answers_with_photos_and_words(client, claim, teams):
    client.force_login(teams.leader)
    answer = client.post(page(claim), {"note": "清走两车垃圾", "photos": [photo("a.jpg"), photo("b.jpg")]})
    claim.refresh_from_db()
    assert (answer.status_code, claim.note, claim.photos.count(), claim.answered_at) == (302, "清走两车垃圾", 2, NOW)


def test_good_photos_and_words_outlive_a_bad_photo(client, claim, teams):
    client.force_login(teams.leader)
    bad = SimpleUploadedFile("notes.txt", b"no photo", "text/plain")
    answer = client.post(page(claim), {"note": "清走两车垃圾", "photos": [photo("a.jpg"), bad]})
    assert ("notes.txt" in text(answer), "清走两车垃圾" in text(answer)) == (True, True)
    assert (claim.photos.count(), Claim.objects.get().answered_at) == (1, None)
    assert client.post(page(claim), {"note": "清走两车垃圾"}).status_code == 302


def test_without_any_photo_the_words_come_back(client, claim, teams):
    client.force_login(teams.leader)
    answer = client.post(page(claim), {"note": "清走两车垃圾"})
    assert ("请上传整改后的照片" in text(answer), "清走两车垃圾" in text(answer)) == (True, True)


def test_a_photo_added_by_mistake_is_taken_away(client, claim, teams):
    client.force_login(teams.leader)
    client.post(page(claim), {"photos": [photo("a.jpg")]})
    row = claim.photos.get()
    assert client.post(reverse("claim-photo-remove", args=[row.pk])).url == page(claim)
    assert (ClaimPhoto.objects.count(), row.original.storage.exists(row.original.name)) == (0, True)


def test_the_unit_hands_in_with_one_press_on_the_ticket(client, answered, cast):
    client.force_login(cast.handler)
    address = reverse("ticket-detail", args=[answered.ticket.number])
    shown = client.get(address)
    assert ("清走两车垃圾" in text(shown), "待单位提交" in text(shown)) == (True, True)
    version = {"version": answered.ticket.version}
    assert client.post(reverse("claim-hand-in", args=[answered.pk]), version).url == address
    answered.ticket.refresh_from_db()
    assert (answered.ticket.state, "已提交" in text(client.get(address))) == ("rectified", True)
    assert client.post(reverse("claim-hand-in", args=[answered.pk]), version).status_code == 409


def test_the_unit_sends_an_answer_back_and_the_leader_reads_why(client, answered, cast, teams):
    client.force_login(cast.handler)
    address = reverse("claim-send-back", args=[answered.pk])
    assert client.post(address, {"reason": ""}).status_code == 409
    assert client.post(address, {"reason": "墙角还有"}).status_code == 302
    client.force_login(teams.leader)
    shown = text(client.get(page(answered)))
    assert ("墙角还有" in shown, "清走两车垃圾" in shown, "反馈</button>" in shown) == (True, True, True)


def test_the_office_hands_a_ticket_to_an_activity_of_its_town(client, teams, cleaning, problem, cast):
    coming = activity("HD0055", "周日清扫", teams.north, starts_at=NOW + timedelta(days=1), area=teams.north.area)
    activity("HD0056", "东亭清扫", teams.east, starts_at=NOW + timedelta(days=1), area=cast.city.east)
    anywhere = activity("HD0057", "机关清扫", teams.north, starts_at=NOW + timedelta(days=2))
    ticket = problem()
    client.force_login(cast.clerk)
    address = reverse("ticket-to-team", args=[ticket.number])
    assert address in text(client.get(reverse("ticket-detail", args=[ticket.number])))
    assert list(client.get(address).context["activities"]) == [coming, anywhere]
    assert "没有此活动" in text(client.post(address, {"code": "HD9999"}))
    assert client.post(address, {"code": "HD0055"}).url == reverse("ticket-detail", args=[ticket.number])
    assert (Claim.objects.get().activity, client.post(address, {"code": "HD0056"}).status_code) == (coming, 200)
    assert Claim.objects.count() == 1


def test_state_and_time_left_stand_on_the_activity_and_on_the_leaders_page(client, claim, teams):
    client.force_login(teams.leader)
    for address in (reverse("activity-turnout", args=[claim.activity_id]), reverse("team-weekend")):
        shown = text(client.get(address))
        assert (claim.ticket.number in shown, "待处置" in shown, "到期" in shown) == (True, True, True)


def test_what_was_given_back_shows_the_problem_no_more(client, claim, teams):
    client.force_login(teams.leader)
    address = reverse("claim-release", args=[claim.pk])
    assert client.post(address, {"reason": "人手不够"}).url == reverse("activity-turnout", args=[claim.activity_id])
    shown = text(client.get(page(claim)))
    assert ("人手不够" in shown, "摊位前有垃圾" in shown) == (True, False)


def test_the_unit_takes_its_problem_back_and_stays_on_the_ticket(client, claim, cast):
    client.force_login(cast.handler)
    answer = client.post(reverse("claim-release", args=[claim.pk]), {"reason": "我单位自己清"})
    assert answer.url == reverse("ticket-detail", args=[claim.ticket.number])


def test_a_problem_that_the_unit_settled_itself_asks_nothing_more_of_the_team(client, claim, teams, cast):
    rectified = tickets.rectify(claim.ticket, by=cast.handler, at=NOW, photos=[photo()])
    tickets.close(rectified, by=cast.inspector, at=NOW)
    client.force_login(teams.leader)
    shown = text(client.get(page(claim)))
    assert ("已另行办结" in shown, "反馈</button>" in shown) == (True, False)
    assert claim.ticket.number not in text(client.get(reverse("team-weekend")))


def test_a_leader_sees_the_photos_of_the_own_problem_only(client, teams, cleaning, problem, cast):
    claim = claims.take_on(cleaning, problem(photos=[photos.check(photo())]), by=teams.leader, at=NOW)
    jobs.run_waiting()
    found = TicketPhoto.objects.get()
    mine = reverse("claim-before", args=[claim.pk, found.pk, "thumbnail"])
    for user, size, status in ((teams.leader, mine, 200), (teams.other_leader, mine, 404), (cast.outsider, mine, 404)):
        client.force_login(user)
        assert sent(client, size) == status
    client.force_login(teams.leader)
    others = reverse("claim-before", args=[claim.pk, uuid4(), "thumbnail"])
    original = reverse("claim-before", args=[claim.pk, found.pk, "original"])
    assert (sent(client, others), sent(client, original)) == (404, 404)
    claims.release(claim, reason="人手不够", by=teams.leader, at=NOW)
    assert sent(client, mine) == 404


def test_photos_of_the_work_are_for_the_team_and_for_who_sees_the_ticket(client, answered, teams, cast):
    address = reverse("claim-photo", args=[answered.photos.get().pk, "thumbnail"])
    seen = {teams.leader: 200, cast.handler: 200, cast.inspector: 200, teams.other_leader: 404, cast.other_handler: 404}
    for user, status in seen.items():
        client.force_login(user)
        assert sent(client, address) == status


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("other_leader", (404, 404, 404, 404, 404)),
        ("outsider", (403, 403, 404, 404, 404)),
        ("other_handler", (403, 403, 404, 404, 404)),
        ("official", (302, 200, 403, 403, 403)),
        ("inspector", (403, 403, 403, 403, 403)),
    ],
)
def test_others_reach_none_of_it(client, answered, teams, cast, who, statuses):
    client.force_login(getattr(teams, who, None) or getattr(cast, who))
    got = [client.get(reverse("activity-problems", args=[answered.activity_id])), client.get(page(answered))]
    acts = [reverse(name, args=[answered.pk]) for name in ("claim-hand-in", "claim-send-back", "claim-release")]
    got += [client.post(address, {"reason": "不", "version": 1}) for address in acts]
    assert tuple(each.status_code for each in got) == statuses


def test_a_leader_learns_nothing_from_the_page_of_a_ticket(client, claim, teams):
    client.force_login(teams.leader)
    for name in ("ticket-detail", "ticket-to-team"):
        assert client.get(reverse(name, args=[claim.ticket.number])).status_code == 404


def test_a_ticket_without_volunteers_has_no_panel_for_its_unit(client, problem, cast, time_machine_now):
    ticket = problem()
    client.force_login(cast.handler)
    assert "志愿" not in text(client.get(reverse("ticket-detail", args=[ticket.number])))


def test_the_number_of_queries_does_not_grow_with_the_problems(client, teams, cleaning, problem, count_queries):
    def more(count):
        for _each in range(count):
            claims.take_on(cleaning, problem(), by=teams.leader, at=NOW)
            problem()

    client.force_login(teams.leader)
    names = ("activity-problems", "activity-turnout")
    addresses = [reverse("team-weekend"), *(reverse(name, args=[cleaning.pk]) for name in names)]
    more(1)
    few = [count_queries(client, address) for address in addresses]
    more(29)
    assert [count_queries(client, address) for address in addresses] == few


def test_the_panel_costs_the_same_for_one_team_and_for_many(client, teams, cleaning, problem, cast, count_queries):
    ticket = problem()
    client.force_login(cast.handler)
    address = reverse("ticket-detail", args=[ticket.number])

    def tried(times):
        for _each in range(times):
            claim = claims.take_on(cleaning, ticket, by=cast.clerk, at=NOW)
            claims.release(claim, reason="人手不够", by=teams.leader, at=NOW)

    tried(1)
    few = count_queries(client, address)
    tried(29)
    assert count_queries(client, address) == few
