"""Records as a workbook for whoever asks: at once, or, where they are many, by a job that keeps the file for them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.domain import audit, jobs, kept_files, notices
from core.exports import Column, told, write
from core.paging import capped_count

# A list of more rows is written in the background.
DIRECT = 5000


@dataclass(frozen=True)
class Export:
    """The records that the query of an address asks for, within the row scope of ``user``, at a moment.

    A kind of record says its ``title``, its ``rows`` and their ``columns``, how they are ``streamed`` and what the
    second sheet tells ``about`` them, in pairs of words.
    """

    user: Any
    query: QueryDict
    at: datetime

    @property
    def title(self) -> str:
        raise NotImplementedError

    @property
    def rows(self) -> QuerySet:
        raise NotImplementedError

    @property
    def columns(self) -> Sequence[Column]:
        raise NotImplementedError

    def streamed(self) -> Iterable[Any]:
        raise NotImplementedError

    def about(self) -> list[tuple[str, str]]:
        raise NotImplementedError

    @property
    def sheet(self) -> str:
        """The name of the first sheet."""
        return self.title

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.title}-{timezone.localtime(self.at):%Y%m%d-%H%M}.xlsx"

    @cached_property
    def is_long(self) -> bool:
        """Answer whether writing it takes longer than somebody waits for a page."""
        return capped_count(self.rows, DIRECT) > DIRECT

    def write(self, progress: Callable[[int, int], None] | None = None) -> IO[bytes]:
        """Return a temporary file, at its start, with the workbook; ``progress(done, total)``."""
        total = self.rows.count() if progress else 0
        return write(told(self.streamed(), progress, total), self.columns, name=self.sheet, about=self.about())


def send(request: HttpRequest, export: Export, kind: str, *, act: str, **about: Any) -> HttpResponseBase:
    """Send the workbook. A long one is a job of that ``kind``, asked for by POST; by GET, a page offers to.

    ``act`` is the name of it in the audit trail, ``about`` what that and the job say beside the query.
    """
    if export.is_long and request.method != "POST":
        return render(request, "core/long_export.html", {"export": export, "limit": number_format(DIRECT)})
    query = export.query.urlencode()
    audit.record(act, by=export.user, at=export.at, filter=query, **about)
    if not export.is_long:
        return FileResponse(export.write(), as_attachment=True, filename=export.name)
    job = jobs.ask(kind, {**about, "query": query, "title": export.name}, by=export.user)
    return redirect("job-progress", job.pk)


def carry_out(job: jobs.RunningJob, export: Export) -> dict[str, Any]:
    """Write the workbook for the person who asked, and tell them where it is; return the job's result."""
    with export.write(job.progress) as book:
        result = kept_files.keep(job, book, name=export.name)
    link, subject = reverse("job-progress", args=[job.row.pk]), _("Ready: %(name)s") % {"name": export.name}
    notices.tell([export.user], kind="job.done", subject=subject, link=link, at=timezone.now())
    return result
