"""Loading the demonstration city: what is there afterwards, and that it is there again."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from command.choices import AreaRank, DepartmentKind, Role
from command.models import Area, Department, User
from core.models import Notice
from inspections.choices import TicketState
from inspections.models import Escalation, EscalationRun, Point, Ticket, TicketEvent, TicketPhoto
from reports.demo.accounts import ACCOUNTS, PASSWORD
from reports.demo.load import Request, load
from reports.demo.places import complete_villages

SHORT = Request("small", seed=3, today=date(2026, 11, 23), problems=150)


@pytest.fixture
def city(db):
    """The demonstration city with a short story."""
    return load(SHORT)


def rows(model, *names):
    return list(model.objects.order_by("pk").values_list(*names))


def fingerprint():
    """Return what has to be the same when the same city is loaded again; ids may differ."""
    return [
        rows(Ticket, "number", "state", "point__code", "category__name", "due_at", "description", "handler__username"),
        rows(TicketEvent, "ticket__number", "verb", "at", "actor__username", "note"),
        sorted(rows(TicketPhoto, "pk", "role", "display", "event__verb")),
        rows(Escalation, "ticket__number", "rung__name", "fire_at", "fired_at", "settled_note"),
        rows(Notice, "recipient__username", "subject", "read_at"),
        rows(User, "username", "name", "department__name"),
    ]


def test_the_city_is_complete(city):
    kinds = Department.objects.order_by().values_list("kind", flat=True)
    units = {DepartmentKind.MEMBER_UNIT, DepartmentKind.SUBDISTRICT, DepartmentKind.TOWNSHIP}
    assert (Point.objects.count(), sum(kind in units for kind in kinds)) == (1188, 118)
    assert list(kinds).count(DepartmentKind.WORK_DEPARTMENT) == 14
    assert Area.objects.towns().count() == 25
    groups = Department.objects.filter(kind=DepartmentKind.SUPERVISION_GROUP)
    assert [groups.active(day).count() for day in (date(2026, 9, 1), SHORT.today)] == [3, 10]
    assert TicketPhoto.objects.exclude(state="ready").count() == 0
    assert EscalationRun.objects.filter(is_open=True).count() == 0


def test_every_documented_account_logs_in_with_its_role(city, client):
    for account in ACCOUNTS:
        user = User.objects.get(username=account.username)
        assert user.roles == {account.role}
        assert client.login(username=account.username, password=PASSWORD)
    assert {account.role for account in ACCOUNTS} == set(Role)


def test_the_same_seed_and_day_give_the_same_rows(db):
    assert loaded_and_taken_back() == loaded_and_taken_back()


def loaded_and_taken_back():
    with transaction.atomic():
        load(SHORT)
        found = fingerprint()
        transaction.set_rollback(True)
    return found


def test_a_portal_with_tickets_is_left_alone(city):
    count = Ticket.objects.count()
    with pytest.raises(CommandError, match="空库"):
        call_command("load_demo", quiet=True, stdout=StringIO())
    assert Ticket.objects.count() == count


def test_without_a_compiled_catalogue_nothing_is_loaded(db, settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    before = Area.objects.count()
    with pytest.raises(CommandError, match=r"tools\.messages compile"):
        call_command("load_demo", quiet=True, stdout=StringIO())
    assert Area.objects.count() == before


def test_at_full_scale_there_are_530_villages(city):
    complete_villages()
    assert Area.objects.filter(level__rank=AreaRank.VILLAGE).count() == 530


def test_the_next_ticket_follows_the_last(city):
    last = Ticket.objects.order_by("-pk").first()
    same = {name: getattr(last, name) for name in ("area", "category", "source", "reported_at")}
    assert Ticket.objects.create(number="new", state=TicketState.REPORTED, **same).pk == last.pk + 1
