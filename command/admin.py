"""Admin of accounts, departments, areas and duties."""

from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import ManyToManyField, QuerySet
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from command.choices import Role
from command.domain import tokens
from command.forms import RoleField, named_roles
from command.models import (
    ApiToken,
    Area,
    AreaDuty,
    AreaLevel,
    Department,
    DepartmentAlias,
    DutyLevel,
    User,
    Webhook,
    WebhookAttempt,
    WebhookMessage,
)
from core.admin import PortalAdmin, ReadOnlyAdmin
from core.domain import audit

# Roles are declared by the apps (ROLE_PERMISSIONS): a group changed by hand would be put back at the next migration.
admin.site.unregister(Group)


class RoleFilter(admin.SimpleListFilter):
    """Accounts of one role."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Role.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class UserAdmin(PortalAdmin, DjangoUserAdmin):
    """Accounts: who, which roles, which department and area."""

    list_display = ("username", "name", "role_names", "department", "area", "is_active", "last_login")
    list_filter = (RoleFilter, "is_active")
    list_select_related = ("department", "area")
    search_fields = ("username", "name", "phone")
    ordering = ("username",)
    autocomplete_fields = ("department", "area")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("name", "phone", "email")}),
        (_("Roles and scope"), {"fields": ("groups", "department", "area", "is_active")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2")}),
        (_("Person"), {"fields": ("name", "phone", "email")}),
        (_("Roles and scope"), {"fields": ("groups", "department", "area")}),
    )
    readonly_fields = ("role_names", "last_login", "date_joined")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the roles by their Chinese names where they cannot be changed."""
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return fieldsets
        named = {"groups": "role_names"}
        return [(t, {**o, "fields": tuple(named.get(f, f) for f in o["fields"])}) for t, o in fieldsets]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def role_names(self, user: User) -> str:
        return "、".join(named_roles(group.name for group in user.groups.all()))

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField:
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        roles = Group.objects.order_by("id")
        return RoleField(roles, required=False, label=_("roles"), widget=CheckboxSelectMultiple)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        response = super().user_change_password(request, id, form_url)
        if response.status_code == HTTPStatus.FOUND:
            audit.record("user.password_reset", by=request.user, obj=self.get_object(request, id))
        return response

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: an account stays with what it did. It is switched off instead."""
        return False


class AliasInline(admin.TabularInline):
    model = DepartmentAlias
    extra = 1


@admin.register(Department)
class DepartmentAdmin(PortalAdmin):
    """Departments with their nicknames and dates."""

    list_display = ("name", "kind", "parent", "area", "active_from", "active_to")
    list_filter = ("kind",)
    list_select_related = ("parent", "area")
    search_fields = ("name", "aliases__name")
    autocomplete_fields = ("parent", "area")
    inlines = (AliasInline,)


class AreaDutyInline(admin.TabularInline):
    model = AreaDuty
    extra = 0
    autocomplete_fields = ("department", "user")


@admin.register(Area)
class AreaAdmin(PortalAdmin):
    """The division tree, with the duties over each area."""

    list_display = ("code", "name", "level", "parent", "is_official", "active_from", "active_to")
    list_filter = ("level", "is_official")
    list_select_related = ("level", "parent")
    search_fields = ("code__startswith", "name")
    autocomplete_fields = ("parent",)
    inlines = (AreaDutyInline,)


@admin.register(AreaLevel)
class AreaLevelAdmin(PortalAdmin):
    list_display = ("name", "rank")


@admin.register(DutyLevel)
class DutyLevelAdmin(PortalAdmin):
    list_display = ("name", "rank")


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    """Tokens of everybody: seen without their secrets, and revoked."""

    list_display = ("name", "beginning", "owner", "scope", "created_at", "expires_at", "last_used_at", "revoked_at")
    list_filter = ("scope",)
    list_select_related = ("owner",)
    search_fields = ("=beginning", "=owner__username", "owner__name")
    search_help_text = _("Beginning of the token, name or log-in name of its owner.")
    actions = ("revoke",)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("command.revoke_apitoken")

    @admin.action(description=_("Revoke the selected tokens"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet) -> None:
        for token in queryset.select_related("owner"):
            tokens.revoke(token, by=request.user, at=timezone.now())
        self.message_user(request, _("The tokens no longer open the API."))


@admin.register(Webhook)
class WebhookAdmin(ReadOnlyAdmin):
    """Work chats. They are kept on their own page, which never shows address or secret."""

    list_display = ("name", "kind", "department", "host", "is_active", "failures", "next_try_at", "made_by")
    fields = (*list_display, "topics", "wants_digest", "made_at")
    list_filter = ("kind", "is_active")
    list_select_related = ("department", "made_by")

    @admin.display(description=_("address"))
    def host(self, webhook: Webhook) -> str:
        return webhook.host


@admin.register(WebhookMessage)
class WebhookMessageAdmin(ReadOnlyAdmin):
    """What waits for work chats, and what they were told."""

    list_display = ("created_at", "webhook", "subject", "state", "sent_at")
    list_filter = ("state", "webhook")
    list_select_related = ("webhook",)


@admin.register(WebhookAttempt)
class WebhookAttemptAdmin(ReadOnlyAdmin):
    """Every call to a work chat."""

    list_display = ("at", "webhook", "is_taken", "status", "answer", "milliseconds", "messages")
    list_filter = ("is_taken", "webhook")
    list_select_related = ("webhook",)
