"""The demonstration city without its problems, and a short story told in it."""

from datetime import date
from random import Random

import pytest

from reports.demo import headquarters, lists
from reports.demo.load import Request, told
from reports.demo.progress import Progress

TODAY = date(2026, 11, 23)
SHORT = Request("small", seed=7, today=TODAY, problems=120)


@pytest.fixture
def staff(db):
    """The lists imported, departments and people in place."""
    lists.load()
    headquarters.found(TODAY)
    return headquarters.staff(Random(7))


@pytest.fixture
def story(staff):
    """A short story, told but not stored."""
    return told(SHORT, staff, Random(7), Progress(None))[0]
