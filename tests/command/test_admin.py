"""The administration: every list and form opens, history stays as it is."""

import pytest
from django.contrib import admin
from django.urls import reverse

from command.models import Department, User
from core.admin import ReadOnlyAdmin
from core.models import AuditEntry
from tests.cast import PASSWORD, person

pytestmark = pytest.mark.django_db

PAGES = sorted(admin.site._registry.items(), key=lambda item: item[0]._meta.label)
named = {"ids": lambda item: item[0]._meta.label}


@pytest.fixture
def root(city) -> User:
    return User.objects.create_superuser("root", "root@example.test", PASSWORD, name="超级管理员")


def address(model, page: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


@pytest.mark.parametrize("item", PAGES, **named)
def test_every_list_opens(client, root, item):
    client.force_login(root)
    assert client.get(address(item[0], "changelist")).status_code == 200


@pytest.mark.parametrize("item", [i for i in PAGES if i[1].search_fields], **named)
def test_every_list_can_be_searched(client, root, item):
    client.force_login(root)
    assert client.get(address(item[0], "changelist"), {"q": "1"}).status_code == 200


@pytest.mark.parametrize("item", PAGES, **named)
def test_a_form_to_add_opens_exactly_where_rows_may_be_added(client, root, item):
    client.force_login(root)
    answer = client.get(address(item[0], "add")).status_code
    assert answer == (403 if isinstance(item[1], ReadOnlyAdmin) or not _may_add(item[1]) else 200)


def _may_add(model_admin) -> bool:
    return type(model_admin).has_add_permission is admin.ModelAdmin.has_add_permission


def test_an_account_is_made_with_roles_shown_by_name(client, cast):
    client.force_login(cast.administrator)
    page = client.get(address(User, "changelist")).content.decode()
    assert "创城办人员" in page


def test_accounts_are_switched_off_never_deleted(client, root, cast):
    client.force_login(root)
    gone = client.post(reverse("admin:command_user_delete", args=[cast.handler.pk]), {"post": "yes"})
    assert (gone.status_code, User.objects.filter(pk=cast.handler.pk).exists()) == (403, True)


def test_the_list_of_accounts_costs_the_same_for_few_and_for_many(client, root, cast, count_queries):
    client.force_login(root)
    few = count_queries(client, address(User, "changelist"))
    for number in range(30):
        person(f"p{number}", f"人员{number}", "handler", department=cast.city.transport)
    assert count_queries(client, address(User, "changelist")) == few


def test_a_change_in_the_administration_is_in_the_audit_trail(client, cast):
    client.force_login(cast.administrator)
    form = {"name": "市园林局", "kind": "member_unit", "aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
    client.post(address(Department, "add"), form)
    entry = AuditEntry.objects.get(action="department.added")
    assert (entry.actor_label, entry.object_type, entry.object_label) == (
        "系统管理员",
        "command.department",
        "市园林局",
    )


def test_a_new_password_given_by_an_administrator_is_in_the_audit_trail(client, cast):
    client.force_login(cast.administrator)
    new = {"usable_password": "true", "password1": "jianshe-wenming-2027", "password2": "jianshe-wenming-2027"}
    client.post(reverse("admin:auth_user_password_change", args=[cast.handler.pk]), new)
    entry = AuditEntry.objects.get(action="user.password_reset")
    assert (entry.actor_label, entry.object_label) == ("系统管理员", "孙伟")
