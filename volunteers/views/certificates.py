"""Pages of certificates: what could be certified of somebody, what was, the paper, and revoking it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import documents
from core.paging import page_of
from volunteers import certificate_paper
from volunteers.domain import certificates, objections, publication
from volunteers.errors import NothingServed
from volunteers.models import Certificate, Objection
from volunteers.models.certificates import CertificateQuerySet
from volunteers.service_forms import BearerForm, IssueForm, RevokeForm
from volunteers.views.refusals import tells_refusals

may_look = permission_required("volunteers.view_certificate", raise_exception=True)
may_issue = "volunteers.add_certificate"


def _rows(request: HttpRequest) -> CertificateQuerySet:
    rows = Certificate.objects.visible_to(request.user)
    return rows.select_related("volunteer", "team", "department", "issued_by", "revoked_by")


@login_required
@may_look
@tells_refusals
def everything(request: HttpRequest) -> HttpResponse:
    """Show the certificates in a person's scope, and what could be certified of a volunteer; issue one."""
    if request.method == "POST":
        return _issue(request)
    today = timezone.localdate()
    form = BearerForm(request.GET.dict(), today=today) if request.user.has_perm(may_issue) else None
    return _list(request, form)


def _list(request: HttpRequest, form: BearerForm | None) -> HttpResponse:
    offers = None
    if form and "number" in form.data and form.is_valid():
        offers = certificates.offers(form.cleaned_data["number"], form.period, to=request.user)
    doubted = Exists(Objection.objects.open().filter(certificate=OuterRef("pk")))
    context = {
        "page": page_of(request, _rows(request).annotate(is_doubted=doubted)),
        "form": form,
        "is_asked": bool(form and "number" in form.data),
        "offers": offers,
        "nothing": NothingServed.message,
    }
    return render(request, "volunteers/certificates.html", context)


def _issue(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = IssueForm(request.POST.dict(), today=timezone.localdate(now), user=request.user)
    if not form.is_valid():
        return _list(request, form)
    issued = certificates.issue(
        issuer=form.issuer, number=form.cleaned_data["number"], period=form.period, by=request.user, at=now
    )
    messages.success(request, _("Certificate %(number)s is issued.") % {"number": issued.number})
    return redirect("certificate", pk=issued.pk)


@login_required
@may_look
@tells_refusals
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a certificate as it was issued, its bearer masked, and revoke it."""
    shown = get_object_or_404(_rows(request), pk=pk)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _revoke(request, shown, form)
    raised = list(shown.objections.select_related("answered_by", "certificate"))
    waiting = next((each for each in raised if not each.answered_at), None)
    context = {
        "certificate": shown,
        "publication": publication.state_of(shown, at=timezone.now()),
        "objections": raised,
        "can_answer": waiting is not None and objections.can_reject(waiting, by=request.user),
        "code": certificate_paper.spaced(shown.code),
        "can_print": certificates.can_print(shown, by=request.user),
        "form": form if certificates.can_revoke(shown, by=request.user) else None,
    }
    return render(request, "volunteers/certificate.html", context)


def _revoke(request: HttpRequest, shown: Certificate, form: RevokeForm) -> HttpResponse:
    certificates.revoke(shown, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    messages.success(request, _("Certificate %(number)s is revoked.") % {"number": shown.number})
    return redirect("certificate", pk=shown.pk)


@login_required
@may_look
@require_safe
@never_cache
@tells_refusals
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the certificate as a PDF. It names the bearer in full: who fetched it is noted."""
    wanted = get_object_or_404(_rows(request), pk=pk)
    certificates.note_print(wanted, by=request.user, at=timezone.now())
    headers = {"Content-Disposition": f'inline; filename="{wanted.number}.pdf"'}
    return HttpResponse(certificate_paper.pdf(wanted), content_type=documents.PDF, headers=headers)
