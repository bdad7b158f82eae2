"""Who is told of what happens to a ticket."""

from django.urls import reverse

from core.models import Notice
from inspections.domain import news, tickets
from tests.inspections.times import on


def told(user) -> list[str]:
    return list(Notice.objects.filter(recipient=user).order_by("id").values_list("kind", flat=True))


def test_each_step_is_told_to_those_who_act_next(desk):
    cast = desk.cast
    ticket = desk.rectified()
    ticket = tickets.rework(ticket, by=cast.inspector, at=on("15:30"), note="仍有残留")
    tickets.close(desk.rectify(ticket, "15:45"), by=cast.clerk, at=on("17:00"))
    assert told(cast.handler) == ["ticket.dispatch", "ticket.rework"]
    assert told(cast.clerk) == ["ticket.rectify", "ticket.rectify"]
    assert told(cast.inspector) == ["ticket.rectify", "ticket.rectify", "ticket.close"]
    assert told(cast.other_handler) == told(cast.official) == told(cast.other_inspector) == []


def test_a_return_tells_the_office_which_unit_it_was(desk):
    tickets.return_(desk.handling(), by=desk.cast.handler, at=on("11:00"), note="非我单位职责")
    notice = Notice.objects.get(recipient=desk.cast.clerk)
    assert notice.subject == "20261123-0001 被市城市管理综合行政执法局退单：暴露垃圾，北街农贸市场"
    assert (notice.body, notice.link) == ("非我单位职责", "/tickets/20261123-0001/")


def test_a_transfer_tells_both_units(desk):
    tickets.transfer(
        desk.handling(),
        by=desk.cast.clerk,
        at=on("11:00"),
        department=desk.city.transport,
        limit=desk.limit,
        note="道路归交通局",
    )
    gained = Notice.objects.get(recipient=desk.cast.other_handler).subject
    lost = Notice.objects.filter(recipient=desk.cast.handler).latest("id").subject
    assert gained == "20261123-0001 已派至你单位，截止 2026-11-23 17:00：暴露垃圾，北街农贸市场"
    assert lost == "20261123-0001 已改派至市交通运输局，不再由你单位办理：暴露垃圾，北街农贸市场"


def test_a_notice_leads_to_the_page_of_its_ticket(desk):
    ticket = desk.report()
    assert news.address_of(ticket) == reverse("ticket-detail", args=[ticket.number])


def test_a_dispatch_tells_the_unit_until_when(desk):
    desk.dispatched()
    assert Notice.objects.get(recipient=desk.cast.handler).subject == (
        "20261123-0001 已派至你单位，截止 2026-11-23 16:00：暴露垃圾，北街农贸市场"
    )


def test_nobody_is_told_of_what_they_did_themselves(desk):
    ticket = desk.report(by=desk.cast.clerk)
    tickets.void(ticket, by=desk.cast.clerk, at=on("10:00"), note="误录")
    assert not Notice.objects.exists()
