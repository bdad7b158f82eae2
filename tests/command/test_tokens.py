"""The tokens of a person on the page of the account, and of everybody in the admin."""

import pytest
from django.urls import reverse
from django.utils import timezone

from command.domain import tokens
from command.models import ApiToken

pytestmark = pytest.mark.django_db
FORM = {"name": "数据大屏", "scope": "write", "days": 90}


def test_a_new_token_shows_its_secret_once_and_nobody_may_keep_the_page(client, cast):
    client.force_login(cast.clerk)
    made = client.post(reverse("token-new"), FORM)
    secret = made.context["secret"]
    assert (secret in made.content.decode(), "no-store" in made.headers["Cache-Control"]) == (True, True)
    again = client.get(reverse("profile")).content.decode()
    assert (secret in again, secret[:9] in again) == (False, True)


def test_a_form_that_is_not_filled_makes_nothing(client, cast):
    client.force_login(cast.clerk)
    response = client.post(reverse("token-new"), {**FORM, "days": 5000})
    assert (response.status_code, ApiToken.objects.count()) == (400, 0)


def test_one_token_too_many_is_refused_with_a_sentence(client, cast):
    client.force_login(cast.clerk)
    answers = [client.post(reverse("token-new"), FORM) for _n in range(tokens.MOST_TOKENS + 1)]
    assert (answers[-1].status_code, "请先撤销" in answers[-1].content.decode()) == (409, True)


def test_a_person_revokes_the_own_token_and_no_other(client, cast):
    own, _ = tokens.issue(cast.clerk, name="a", scope="read", days=1, at=timezone.now())
    other, _ = tokens.issue(cast.handler, name="b", scope="read", days=1, at=timezone.now())
    client.force_login(cast.clerk)
    answers = [client.post(reverse("token-revoke", args=[each.pk])).status_code for each in (own, other)]
    valid = ApiToken.objects.valid(at=timezone.now())
    assert (answers, list(valid)) == ([302, 404], [other])


def test_an_administrator_revokes_tokens_in_the_admin_and_an_auditor_only_looks(client, cast):
    token, _ = tokens.issue(cast.clerk, name="a", scope="read", days=1, at=timezone.now())
    address = reverse("admin:command_apitoken_changelist")
    asked = {"action": "revoke", "_selected_action": [token.pk]}
    for person, revoked in ((cast.auditor, False), (cast.administrator, True)):
        client.force_login(person)
        assert client.get(address).status_code == 200
        client.post(address, asked)
        token.refresh_from_db()
        assert (token.revoked_at is not None) == revoked
