"""Logging in and out, the own account, the door of the administration."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


def test_the_right_password_opens_the_portal(client, cast):
    response = client.post(reverse("login"), {"username": "clerk", "password": PASSWORD})
    assert (response.status_code, response.url) == (302, reverse("home"))


def test_a_wrong_password_is_refused_with_a_sentence(client, cast):
    response = client.post(reverse("login"), {"username": "clerk", "password": "wrong"})
    assert (response.status_code, "请输入一个正确的" in response.content.decode()) == (200, True)


def test_five_wrong_passwords_lock_the_account(client, cast, settings):
    settings.AXES_ENABLED = True
    answers = [client.post(reverse("login"), {"username": "clerk", "password": "wrong"}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "账号暂时锁定" in answers[-1].content.decode()


def test_logging_out_ends_the_session(client, cast):
    client.force_login(cast.clerk)
    client.post(reverse("logout"))
    assert client.get(reverse("profile")).status_code == 302


def test_the_account_page_names_the_roles(client, cast):
    client.force_login(cast.clerk)
    assert "创城办人员" in client.get(reverse("profile")).content.decode()


def test_a_changed_password_works_and_is_confirmed(client, cast):
    client.force_login(cast.clerk)
    new = "jianshe-wenming-2027"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    response = client.post(reverse("password-change"), form, follow=True)
    cast.clerk.refresh_from_db()
    assert (cast.clerk.check_password(new), "密码已修改" in response.content.decode()) == (True, True)


def test_the_administration_asks_strangers_to_log_in_by_the_portals_own_page(client):
    assert client.get("/admin/", follow=True).redirect_chain[-1] == ("/login/?next=/admin/", 302)


def test_the_administration_opens_for_the_roles_that_keep_data(client, cast):
    answers = {}
    for person in (cast.administrator, cast.auditor, cast.clerk, cast.handler, cast.inspector):
        client.force_login(person)
        answers[person.username] = client.get("/admin/", follow=True).status_code
    assert answers == {"admin": 200, "auditor": 200, "clerk": 200, "handler": 403, "inspector": 403}


def test_who_came_went_and_was_refused_is_in_the_audit_trail(client, cast):
    client.post(reverse("login"), {"username": "clerk", "password": "wrong"})
    client.post(reverse("login"), {"username": "clerk", "password": PASSWORD})
    client.post(reverse("logout"))
    written = list(AuditEntry.objects.order_by("id").values_list("action", "actor_label", "object_label", "address"))
    assert written == [
        ("account.refused", "", "李文兰", "127.0.0.1"),
        ("account.logged_in", "李文兰", "李文兰", "127.0.0.1"),
        ("account.logged_out", "李文兰", "李文兰", "127.0.0.1"),
    ]
