"""The audit trail in words."""

import re

import pytest

from core.audit_words import ACTS, act_in_words, kind_in_words
from core.models import AuditEntry
from tests.conventions.source import ROOT

RECORDED = re.compile(r'audit\.record\(\s*"[a-z]+\.([a-z_]+)"')
APPS = ("core", "command", "inspections", "volunteers", "publicity", "reports")


def test_every_act_that_the_code_records_has_a_word():
    text = "\n".join(path.read_text() for app in APPS for path in (ROOT / app).rglob("*.py"))
    assert set(RECORDED.findall(text)) - ACTS.keys() == set()


@pytest.mark.parametrize(
    ("action", "object_type", "told"),
    [
        ("account.refused", "", ("登录被拒", "")),
        ("department.changed", "command.department", ("修改", "部门")),
        ("thing.vanished", "app.thing", ("thing.vanished", "app.thing")),
    ],
)
def test_an_entry_is_told_in_words_and_what_nobody_knows_keeps_its_code(action, object_type, told):
    entry = AuditEntry(action=action, object_type=object_type)
    assert (act_in_words(entry), kind_in_words(entry)) == told
