"""The record of one volunteer in its five groups (民政部令第67号, article 4)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.paging import page_of
from volunteers.choices import NoteKind
from volunteers.domain import notes
from volunteers.errors import AlreadyErased, LiesAhead
from volunteers.models import Attendance, ServiceNote, Volunteer
from volunteers.service_forms import NoteForm
from volunteers.views.refusals import tells_refusals

ADD = "volunteers.add_servicenote"


@login_required
@permission_required("volunteers.view_servicenote", raise_exception=True)
@tells_refusals
def volunteer_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is recorded of a volunteer in a person's scope, masked, and enter what is no service."""
    people = Volunteer.objects.visible_to(request.user).select_related("department", "area")
    volunteer = get_object_or_404(people, pk=pk)
    form = NoteForm(request.POST or None, volunteer=volunteer, user=request.user)
    if request.method == "POST" and form.is_valid() and _added(request, volunteer, form):
        return redirect("volunteer-record", pk=pk)
    return _show(request, volunteer, form)


def _added(request: HttpRequest, volunteer: Volunteer, form: NoteForm) -> bool:
    try:
        notes.add(volunteer, **form.cleaned_data, by=request.user, at=timezone.now())
    except (AlreadyErased, LiesAhead) as error:
        form.add_error("on", str(error))
        return False
    messages.success(request, _("The entry is recorded."))
    return True


def _show(request: HttpRequest, volunteer: Volunteer, form: NoteForm) -> HttpResponse:
    served = Attendance.objects.visible_to(request.user).held().filter(volunteer=volunteer)
    entered = list(ServiceNote.objects.visible_to(request.user).filter(volunteer=volunteer).select_related("team"))
    rows = served.select_related("activity__team", "activity__department").order_by("-activity__starts_at", "-pk")
    context = {
        "volunteer": volunteer,
        "page": page_of(request, rows),
        "minutes": served.minutes(),
        "groups": [(kind.label, [note for note in entered if note.kind == kind]) for kind in NoteKind],
        "form": form if request.user.has_perm(ADD) and form.fields["team"].queryset else None,
    }
    return render(request, "volunteers/record.html", context)
