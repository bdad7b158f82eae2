"""A program that uses the API with a token."""

import pytest
from django.test import Client
from django.utils import timezone

from command.domain import tokens


@pytest.fixture
def api():
    """Return a function that gives a person's program: a client that sends a token, by default a writing one."""

    def program(person, scope: str = "write") -> Client:
        _token, secret = tokens.issue(person, name="test", scope=scope, days=1, at=timezone.now())
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return program
