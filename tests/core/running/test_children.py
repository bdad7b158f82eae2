import os
import subprocess
import sys
from functools import partial

import pytest

from core.running import children
from core.running.children import Child, DiesAgainAndAgain, Household

STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
)


@pytest.fixture
def said() -> list[str]:
    return []


def child(folder, code: str) -> Child:
    return Child("试验", [sys.executable, "-c", code], folder / "child.log")


def test_what_dies_is_started_again_and_told(tmp_path, said):
    household = Household(said.append)
    household.add(child(tmp_path, "raise SystemExit('so')"))
    household.children[0].process.wait(30)
    household.look_after()
    assert said == [f"“试验”异常退出，正在重新启动，详见 {tmp_path / 'child.log'}。"]
    household.children[0].process.wait(30)
    assert (tmp_path / "child.log").read_text() == "so\n" * 2


def test_what_dies_again_and_again_ends_the_run_and_names_its_log(tmp_path, said):
    household = Household(said.append)
    household.add(child(tmp_path, "raise SystemExit('so')"))
    with pytest.raises(DiesAgainAndAgain, match=r"child\.log"):
        for _ in range(3):
            household.children[0].process.wait(30)
            household.look_after()
    assert len(said) == 2


def test_what_does_not_stop_when_asked_is_ended(tmp_path, said, monkeypatch):
    monkeypatch.setattr(children, "STOP_SECONDS", 0.2)
    household = Household(said.append)
    household.add(child(tmp_path, STUBBORN))
    while "up" not in (tmp_path / "child.log").read_text():
        assert not household.children[0].is_dead
    household.stop()
    assert household.children[0].is_dead


def test_a_child_whose_parent_was_killed_before_the_kernel_was_asked_ends_by_itself():
    nobody = 0
    orphan = subprocess.Popen(["sleep", "600"], preexec_fn=partial(children._end_with, nobody))
    assert orphan.wait(30) == os.EX_UNAVAILABLE


def test_a_log_that_has_grown_too_long_begins_anew(tmp_path, said, monkeypatch):
    monkeypatch.setattr(children, "LOG_BYTES", 3)
    (tmp_path / "child.log").write_text("old words")
    household = Household(said.append)
    household.add(child(tmp_path, "print('new')"))
    household.children[0].process.wait(30)
    assert (tmp_path / "child.log").read_text() == "new\n"
