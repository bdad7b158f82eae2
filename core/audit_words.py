"""The audit trail in words: what was done, and to what kind of record. The rows themselves keep the codes."""

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from core.models import AuditEntry

ACTS: dict[str, str | Promise] = {
    "added": pgettext_lazy("act", "added"),
    "answered": pgettext_lazy("act", "answered"),
    "apply": pgettext_lazy("act", "list applied"),
    "asked_again": pgettext_lazy("act", "asked again"),
    "cancelled": pgettext_lazy("act", "cancelled"),
    "changed": pgettext_lazy("act", "changed"),
    "consented": pgettext_lazy("act", "consent recorded"),
    "corrected": pgettext_lazy("act", "corrected"),
    "deleted": pgettext_lazy("act", "deleted"),
    "drafted": pgettext_lazy("act", "drafted"),
    "ended": pgettext_lazy("act", "ended"),
    "erased": pgettext_lazy("act", "personal data erased"),
    "export": pgettext_lazy("act", "exported"),
    "handed_in": pgettext_lazy("act", "handed in"),
    "issued": pgettext_lazy("act", "issued"),
    "joined": pgettext_lazy("act", "joined a team"),
    "left": pgettext_lazy("act", "left a team"),
    "logged_in": pgettext_lazy("act", "logged in"),
    "logged_out": pgettext_lazy("act", "logged out"),
    "password_reset": pgettext_lazy("act", "password reset"),
    "merged": pgettext_lazy("act", "merged"),
    "planned": pgettext_lazy("act", "planned"),
    "printed": pgettext_lazy("act", "paper fetched"),
    "published": pgettext_lazy("act", "published"),
    "recorded": pgettext_lazy("act", "recorded"),
    "refused": pgettext_lazy("act", "log-in refused"),
    "registered": pgettext_lazy("act", "registered"),
    "released": pgettext_lazy("act", "given back"),
    "replaced": pgettext_lazy("act", "replaced"),
    "reprint": pgettext_lazy("act", "marked as reprint"),
    "revoked": pgettext_lazy("act", "revoked"),
    "revived": pgettext_lazy("act", "sent again"),
    "sent_back": pgettext_lazy("act", "sent back"),
    "settled": pgettext_lazy("act", "settled"),
    "taken_on": pgettext_lazy("act", "taken on"),
    "told_apart": pgettext_lazy("act", "told apart"),
    "undo": pgettext_lazy("act", "import undone"),
    "unmasked": pgettext_lazy("act", "personal data read"),
    "withdrawn": pgettext_lazy("act", "taken back"),
    "withdrew": pgettext_lazy("act", "withdrew"),
}


def act_in_words(entry: AuditEntry) -> str:
    """Return what was done; an act that has no word here keeps its code."""
    return str(ACTS.get(entry.action.rpartition(".")[2], entry.action))


def kind_in_words(entry: AuditEntry) -> str:
    """Return the kind of the record as the portal names it; nothing where the act has no record."""
    if not entry.object_type:
        return ""
    try:
        return str(apps.get_model(entry.object_type)._meta.verbose_name)
    except LookupError:  # a kind that the portal no longer has: the trail outlives it
        return entry.object_type
