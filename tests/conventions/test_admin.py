"""Django's admin: every row is found there, and no state can be typed."""

import pytest
from django.contrib import admin

from tests.conventions.test_models import INNER, MODELS, UNSCOPED, named


@pytest.mark.parametrize("model", [model for model in MODELS if hasattr(model, "state")], **named)
def test_state_is_read_only_in_the_admin(model, rf, admin_user):
    request = rf.get("/")
    request.user = admin_user
    if not admin.site.is_registered(model):
        return
    shown = admin.site.get_model_admin(model)
    editable = set(shown.get_fields(request)) - set(shown.get_readonly_fields(request))
    assert "state" not in editable or not shown.has_change_permission(request)


@pytest.mark.parametrize("model", MODELS, **named)
def test_every_model_of_a_page_is_in_the_admin_or_inside_another(model):
    """An office finds every kind of row somewhere in the admin."""
    inline = {inline.model for shown in admin.site._registry.values() for inline in shown.inlines}
    # A photo that waits with a form is its owner's alone until the form is sent; so are drafts, shortlists, choices.
    private = model._meta.label in (
        "inspections.PendingPhoto",
        "inspections.SentDraft",
        "inspections.ShortlistEntry",
        "core.NoticeChoice",
    )
    assert private or admin.site.is_registered(model) or model in inline or UNSCOPED.get(model._meta.label) == INNER
