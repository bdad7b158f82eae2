"""Strings of Django that its own Chinese catalogue lacks, or does not say as an office would: ours has them."""

from django.utils.translation import gettext_lazy as _

BORROWED = (
    _(" By %(filter_title)s "),
    _("Add %(name)s"),
    _("Add %s"),
    _("Add link"),
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _("Breadcrumbs"),
    _("Change %s"),
    _("Change or view list link"),
    _("Model name"),
    _("Select %s to change"),
    _("Select %s to view"),
    _("View %s"),
)
