"""The diagram in the documents is the table in the code."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from inspections.choices import TicketState
from inspections.domain.transitions import BEGINNINGS, TABLE
from inspections.management.commands import ticket_diagram


def test_the_committed_diagram_is_not_stale():
    call_command("ticket_diagram", check=True)


def test_a_stale_diagram_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError, match="stale"):
        call_command("ticket_diagram", check=True)
    call_command("ticket_diagram")
    call_command("ticket_diagram", check=True)


def test_every_row_of_the_table_is_a_row_of_the_page():
    page = ticket_diagram.document()
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert len(rows) == len(BEGINNINGS) + len(TABLE) + 1
    assert all(f"{state.value}: " in page for state in TicketState)
