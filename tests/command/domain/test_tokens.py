"""Tokens of the API: issued, found, revoked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from command.domain import tokens
from command.errors import TokenRefused
from command.models import ApiToken
from core.models import AuditEntry

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def issue(owner, **other):
    return tokens.issue(owner, **{"name": "数据大屏", "scope": "read", "days": 30, "at": NOW} | other)


def test_the_secret_is_not_in_the_database(cast):
    token, secret = issue(cast.clerk)
    stored = ApiToken.objects.filter(pk=token.pk).values().get()
    assert [value for value in stored.values() if secret in str(value)] == []


def test_the_secret_finds_its_token_and_owner(cast):
    token, secret = issue(cast.clerk)
    found = tokens.find(secret, at=NOW)
    assert (found, found.owner) == (token, cast.clerk)


def test_an_expired_a_revoked_and_a_wrong_token_find_nothing(cast):
    _token, expired = issue(cast.clerk, days=1)
    revoked, secret = issue(cast.clerk)
    tokens.revoke(revoked, by=cast.clerk, at=NOW)
    found = [tokens.find(each, at=NOW + timedelta(days=1)) for each in (expired, secret, "cp_wrong", "")]
    assert found == [None] * 4


def test_the_token_of_an_account_that_is_switched_off_finds_nothing(cast):
    _token, secret = issue(cast.clerk)
    cast.clerk.is_active = False
    cast.clerk.save()
    assert tokens.find(secret, at=NOW) is None


def test_the_last_use_is_noted_once_in_five_minutes(cast):
    token, secret = issue(cast.clerk)
    uses = []
    for minutes in (0, 4, 6):
        tokens.find(secret, at=NOW + timedelta(minutes=minutes))
        token.refresh_from_db()
        uses.append(token.last_used_at)
    assert uses == [NOW, NOW, NOW + timedelta(minutes=6)]


def test_an_administrator_may_revoke_anybodys_token_and_another_person_may_not(cast):
    token, _secret = issue(cast.clerk)
    with pytest.raises(TokenRefused):
        tokens.revoke(token, by=cast.handler, at=NOW)
    assert tokens.revoke(token, by=cast.administrator, at=NOW).revoked_at == NOW


def test_issuing_and_revoking_are_in_the_audit_trail(cast):
    token, _secret = issue(cast.clerk)
    tokens.revoke(token, by=cast.administrator, at=NOW)
    tokens.revoke(token, by=cast.administrator, at=NOW)
    found = AuditEntry.objects.filter(action__startswith="token.").order_by("id").values_list("action", "actor_id")
    assert list(found) == [("token.issued", cast.clerk.pk), ("token.revoked", cast.administrator.pk)]


def test_a_person_has_a_bounded_number_of_tokens_for_a_year_at_most(cast):
    for _n in range(tokens.MOST_TOKENS):
        issue(cast.clerk)
    with pytest.raises(TokenRefused):
        issue(cast.clerk)
    with pytest.raises(TokenRefused):
        issue(cast.handler, days=367)


def test_people_see_their_own_tokens_and_administrators_all(cast):
    issue(cast.clerk)
    issue(cast.handler)
    counts = [ApiToken.objects.visible_to(each).count() for each in (cast.clerk, cast.administrator, cast.auditor)]
    assert counts == [1, 2, 2]
