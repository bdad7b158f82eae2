"""The queue as a workbook: exactly the rows that the page filters."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.domain import audit
from inspections import tabs
from inspections.exporters import write_tickets
from inspections.filters import TicketFilter
from inspections.views.lists import narrowed


@login_required
@permission_required("inspections.export_ticket", raise_exception=True)
def queue_export(request: HttpRequest) -> FileResponse:
    """Send the rows of the chosen tab, as filtered, within the person's row scope."""
    at = timezone.now()
    tab = tabs.chosen(tabs.QUEUE, request.GET.get("tab"))
    chosen = narrowed(request, tab)
    about = [
        (_("List"), str(tab.label)),
        *_in_words(chosen),
        (_("Exported at"), f"{timezone.localtime(at):%Y-%m-%d %H:%M}"),
        (_("Exported by"), str(request.user)),
    ]
    audit.record("ticket.export", by=request.user, at=at, filter=request.GET.urlencode())
    name = f"{_('tickets')}-{timezone.localtime(at):%Y%m%d-%H%M}.xlsx"
    return FileResponse(write_tickets(chosen.qs, about=about), as_attachment=True, filename=name)


def _in_words(chosen: TicketFilter) -> list[tuple[str, str]]:
    """Return the filter as pairs of words: what was narrowed, to what."""
    given = chosen.form.cleaned_data if chosen.form.is_valid() else {}
    pairs = [(str(chosen.form.fields[name].label), _value(chosen, name)) for name, value in given.items() if value]
    return pairs or [(_("Filter"), _("none"))]


def _value(chosen: TicketFilter, name: str) -> str:
    value = chosen.form.cleaned_data[name]
    choices = dict(getattr(chosen.form.fields[name], "choices", []) or []) if isinstance(value, str) else {}
    return _("yes") if value is True else str(choices.get(value, value))
