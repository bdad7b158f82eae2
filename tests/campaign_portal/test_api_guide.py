"""Every command of docs/api.md runs as it stands there, against a running portal."""

import json
import os
import re
import subprocess

import pytest
from django.utils import timezone

from command.domain import tokens
from inspections.models import Ticket, TimeLimit
from tests.conventions.source import ROOT
from tests.inspections.photos import photo

GUIDE = (ROOT / "docs/api.md").read_text("utf-8")
COMMANDS = [
    command
    for block in re.findall(r"```bash\n(.*?)```", GUIDE, re.DOTALL)
    for command in re.split(r"\n(?=curl)", block.strip())
]


@pytest.fixture
def shell(live_server, cast, category, tmp_path):
    """Return a function that runs a command of the guide, given what its variables stand for, and reads its answer."""
    _token, secret = tokens.issue(cast.clerk, name="guide", scope="write", days=1, at=timezone.now())
    (tmp_path / "before.jpg").write_bytes(photo().read())
    limit = TimeLimit.objects.filter(set__is_current=True, category=None).first()
    known = {
        "PORTAL": live_server.url,
        "TOKEN": secret,
        "CATEGORY": str(category.pk),
        "DEPARTMENT": str(cast.city.city_management.pk),
        "LIMIT": str(limit.pk),
    }

    def run(command: str) -> dict:
        number = Ticket.objects.values_list("number", flat=True).first() or ""
        env = {"PATH": os.environ["PATH"], **known, "NUMBER": number}
        done = subprocess.run(
            ["bash", "-c", command.replace("curl -s", "curl -sS --fail-with-body --noproxy '*'")],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            timeout=20,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return json.loads(done.stdout)

    return run


@pytest.mark.django_db(transaction=True)
def test_every_command_of_the_guide_is_answered(shell):
    answers = [shell(command) for command in COMMANDS]
    areas, *_lists, logged, dispatched = answers
    assert [area["name"] for area in areas["results"]] == ["北城区街道", "东亭镇"]
    assert (logged["state"], dispatched["number"], dispatched["state"]) == (
        "registered",
        logged["number"],
        "dispatched",
    )


def test_the_guide_has_commands_for_reading_and_for_writing():
    assert (len(COMMANDS), sum("-X POST" in command for command in COMMANDS)) == (8, 2)
