"""What holds for every model of the campaign."""

import pytest
from django.apps import apps
from django.db import models

from tests.conventions.source import APPS

MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
named = {"ids": lambda model: model._meta.label}

# Reference data: everybody who may open a page that uses it may read it; permissions guard the admin.
REFERENCE = "reference data without personal or ticket content"
# Nobody reaches these through a page of their own.
INNER = "reached only through the row that it belongs to, which is scoped"
ADMIN_ONLY = "only in the admin, behind its permission"
UNSCOPED = {
    "core.WorkPeriod": REFERENCE,
    "core.SpecialDay": REFERENCE,
    "core.CalendarYear": REFERENCE,
    "core.AuditEntry": ADMIN_ONLY,
    "core.ImportBatch": ADMIN_ONLY,
    "core.ImportRow": INNER,
    "core.Heartbeat": INNER,
    "core.Sequence": INNER,
    "core.CalendarStamp": INNER,
    "core.Delivery": ADMIN_ONLY,
    "core.KeptAnswer": INNER,
    "command.AreaLevel": REFERENCE,
    "command.Area": REFERENCE,
    "command.Department": REFERENCE,
    "command.DepartmentAlias": REFERENCE,
    "command.DutyLevel": REFERENCE,
    "command.AreaDuty": ADMIN_ONLY,
    "command.User": ADMIN_ONLY,
    "inspections.PointType": REFERENCE,
    "inspections.PointDuty": INNER,
    "inspections.CategorySet": REFERENCE,
    "inspections.Category": REFERENCE,
    "inspections.LimitSet": REFERENCE,
    "inspections.TimeLimit": REFERENCE,
    "inspections.TicketEvent": INNER,
    "inspections.TicketText": INNER,
    "inspections.NotDuplicate": INNER,
    "inspections.EscalationRung": REFERENCE,
    "inspections.Sentence": REFERENCE,
    "reports.TownOutline": REFERENCE,
    "volunteers.TeamKind": REFERENCE,
    "volunteers.ActivityKind": REFERENCE,
    "volunteers.CleanableCategory": REFERENCE,
    "volunteers.FlagRule": REFERENCE,
}
# Rows without a page and without an admin: their fields are never shown.
UNSHOWN = {"core.Heartbeat", "core.Sequence", "core.CalendarStamp"}


@pytest.mark.parametrize("model", MODELS, **named)
def test_foreign_keys_point_down_the_import_order(model):
    allowed = {app: set(APPS[: place + 1]) for place, app in enumerate(APPS)}
    allowed["publicity"] -= {"volunteers"}
    # The account is the one thing that core may name without knowing it (settings.AUTH_USER_MODEL).
    named_by_settings = {apps.get_model("command", "User")}
    targets = {
        field.related_model
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignObject | models.ManyToManyField)
    }
    upwards = {
        target._meta.label
        for target in targets - named_by_settings
        if target._meta.app_label in APPS and target._meta.app_label not in allowed[model._meta.app_label]
    }
    assert upwards == set()


@pytest.mark.parametrize("model", MODELS, **named)
def test_every_model_has_a_row_scope_or_a_reason(model):
    scoped = hasattr(model._default_manager.all(), "visible_to")
    assert scoped != (model._meta.label in UNSCOPED)


def test_every_named_exception_exists():
    assert set(UNSCOPED) - {model._meta.label for model in MODELS} == set()


@pytest.mark.parametrize("model", MODELS, **named)
def test_every_field_has_a_translated_name(model):
    """A field without a verbose name would show its English attribute in the admin."""
    untold = [
        field.name
        for field in model._meta.fields
        if field.editable and not field.auto_created and isinstance(field.verbose_name, str)
    ]
    assert untold == [] or model._meta.label in UNSHOWN
