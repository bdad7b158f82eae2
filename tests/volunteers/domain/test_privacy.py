from datetime import date, timedelta
from pathlib import Path

import pytest

from core.models import AuditEntry, ImportRow
from tests.lists import applied, checked
from tests.volunteers.conftest import NOW
from tests.volunteers.people import id_number
from volunteers.domain import people, privacy, taking_part
from volunteers.errors import AlreadyErased, NoReason, NotYours
from volunteers.models import Attendance, Volunteer

ID = id_number()


@pytest.fixture
def known(teams, cast):
    volunteer = people.register(
        number="ZY0100", name="吴静怡", phone="13900005678", id_number=ID, by=cast.clerk, at=NOW - timedelta(days=30)
    )
    people.join(teams.north, volunteer, by=cast.clerk, at=NOW - timedelta(days=30))
    return people.record_consent(volunteer, by=cast.clerk, at=NOW - timedelta(days=29))


def test_unmasking_shows_everything_and_leaves_who_when_and_why(known, cast):
    shown = privacy.unmask(known, reason=" 核对保险名单 ", by=cast.clerk, at=NOW)
    assert shown == privacy.Unmasked("吴静怡", "13900005678", ID)
    entry = AuditEntry.objects.get(action="volunteer.unmasked")
    assert (entry.actor_id, entry.at, entry.data) == (cast.clerk.pk, NOW, {"reason": "核对保险名单"})


def test_no_trail_holds_a_whole_name_a_phone_or_an_id_number(known):
    kept = "".join(f"{entry.object_label}{entry.data}" for entry in AuditEntry.objects.all())
    assert [secret for secret in ("吴静怡", "13900005678", ID) if secret in kept] == []
    assert "吴**" in kept


def test_without_a_reason_nothing_is_shown(known, cast):
    with pytest.raises(NoReason):
        privacy.unmask(known, reason="  ", by=cast.clerk, at=NOW)
    assert not AuditEntry.objects.filter(action="volunteer.unmasked").exists()


@pytest.mark.parametrize("role", ["official", "auditor", "outsider", "handler"])
def test_others_unmask_nobody(known, cast, role):
    with pytest.raises(NotYours):
        privacy.unmask(known, reason="看看", by=getattr(cast, role), at=NOW)


def test_a_leader_unmasks_not_even_the_own_members(known, teams):
    with pytest.raises(NotYours):
        privacy.unmask(known, reason="看看", by=teams.leader, at=NOW)


def test_erasure_takes_everything_personal_and_keeps_the_totals_of_the_past(known, teams, cast):
    taking_part.record_attendance(teams.cleaning, minutes={known: 60}, by=teams.leader, at=NOW)
    before = Volunteer.objects.confirmed(NOW - timedelta(days=1)).count()
    gone = privacy.erase(known, reason="本人要求", by=cast.clerk, at=NOW)
    facts = (gone.name, gone.phone, gone.sex, gone.birth_year, gone.id_sealed, gone.id_hash, gone.masked_id)
    assert facts == ("", "", "", None, "", None, "")
    assert (gone.number, gone.state) == (f"X{gone.pk:09d}", "erased")
    assert gone.memberships.get().valid_to == date(2026, 11, 21)
    assert Volunteer.objects.confirmed(NOW - timedelta(days=1)).count() == before
    assert Volunteer.objects.confirmed(NOW).count() == before - 1
    assert (Attendance.objects.people(), Attendance.objects.person_times()) == (1, 1)


def test_erasure_reaches_the_rows_of_the_list_that_somebody_came_from(teams, cast, time_machine_now):
    applied("volunteers", ["编号", "姓名", "手机"], ["ZY0200", "郑爽", "13811112222"])
    privacy.erase(Volunteer.objects.get(number="ZY0200"), reason="本人要求", by=cast.clerk, at=NOW)
    row = ImportRow.objects.get()
    assert (row.data, row.key) == ({}, "")


def test_the_file_of_a_list_goes_with_the_first_whom_it_holds(
    teams, cast, time_machine_now, django_capture_on_commit_callbacks
):
    header = ["编号", "姓名", "身份证号"]
    batch = applied("volunteers", header, ["ZY0200", "郑爽", ID], ["ZY0201", "冯英", id_number(serial=23)])
    refused = checked("volunteers", header, ["ZY0300", "郑爽", ID])
    other = applied("volunteers", ["编号", "姓名"], ["ZY0400", "董洁"])
    paths = [Path(each.file.path) for each in (batch, refused, other)]
    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(Volunteer.objects.get(number="ZY0200"), reason="本人要求", by=cast.clerk, at=NOW)
    assert [path.exists() for path in paths] == [False, False, True]
    batch.refresh_from_db()
    assert (batch.file.name, batch.rows.count()) == ("", 2)


def test_nobody_is_erased_twice_or_without_a_reason(known, cast):
    with pytest.raises(NoReason):
        privacy.erase(known, reason="", by=cast.clerk, at=NOW)
    gone = privacy.erase(known, reason="本人要求", by=cast.clerk, at=NOW)
    with pytest.raises(AlreadyErased):
        privacy.erase(gone, reason="本人要求", by=cast.clerk, at=NOW)


def test_a_leader_erases_nobody(known, teams):
    with pytest.raises(NotYours):
        privacy.erase(known, reason="本人要求", by=teams.leader, at=NOW)


def test_somebody_erased_may_register_again(known, cast):
    privacy.erase(known, reason="本人要求", by=cast.clerk, at=NOW)
    assert people.register(number="ZY0100", name="吴静怡", id_number=ID, by=cast.clerk, at=NOW).birth_year == 1990
