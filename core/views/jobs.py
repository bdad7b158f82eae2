"""Own work in the background: how far it is, what it made, and how to stop it."""

from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.choices import JobState
from core.domain import jobs
from core.models import Job, KeptFile
from core.models.jobs import KeptFileQuerySet

GOING = (JobState.QUEUED, JobState.RUNNING)


@login_required
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a job of one's own is; htmx asks again, for that part alone, until it has ended."""
    job = _own(request, pk)
    kept = _files(request).filter(job=job).first()
    template = "core/_job.html" if "HX-Request" in request.headers else "core/job.html"
    return render(request, template, {"job": job, "is_going": job.state in GOING, "kept": kept})


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a job of one's own."""
    job = _own(request, pk)
    jobs.cancel(job, at=timezone.now())
    return redirect("job-progress", job.pk)


@login_required
def file(request: HttpRequest, pk: int) -> FileResponse:
    """Send what a job of one's own has made."""
    kept = get_object_or_404(_files(request), job_id=pk)
    return FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.name)


def _files(request: HttpRequest) -> KeptFileQuerySet:
    return KeptFile.objects.visible_to(cast(AbstractBaseUser, request.user))


def _own(request: HttpRequest, pk: int) -> Job:
    return get_object_or_404(Job, pk=pk, created_by_id=request.user.pk)
