"""The list import in the admin: upload, columns, preview, apply, annotated workbook, undo."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.admin import ReadOnlyAdmin
from core.choices import BatchState, Datum
from core.errors import DomainError, UnmappedColumns
from core.forms_imports import ColumnsForm, UploadForm
from core.imports import applying, background, batches, preview, registry, undoing, workbooks
from core.imports.declaration import ListImport
from core.models import ImportBatch

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE_ROWS = 50


class ImportedList(admin.SimpleListFilter):
    """Filter by list, under the name that people know."""

    title = gettext_lazy("list")
    parameter_name = "importer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(each.key, each.verbose_name) for each in registry.every()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(importer=self.value()) if self.value() else queryset


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    """What was imported by whom. The work is done on the pages of this class, a few lines each."""

    list_display = ("id", "list_name", "file_name", "state", "summary", "created_by", "created_at")
    list_filter = ("state", ImportedList)
    list_select_related = ("created_by",)
    change_list_template = "admin/imports/list.html"

    @admin.display(description=_("list"))
    def list_name(self, batch: ImportBatch) -> str:
        return str(registry.get(batch.importer).verbose_name)

    @admin.display(description=_("rows"))
    def summary(self, batch: ImportBatch) -> str:
        if not batch.counts:
            return "—"
        text = _("%(create)s new, %(update)s changed, %(same)s unchanged, %(refused)s refused")
        return text % batch.counts

    def get_urls(self) -> list[Any]:
        pages: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("upload/", self.upload, "upload"),
            ("template/<slug:key>/", self.template, "template"),
            ("<int:pk>/columns/", self.columns, "columns"),
            ("<int:pk>/apply/", require_POST(self.apply), "apply"),
            ("<int:pk>/undo/", self.undo, "undo"),
            ("<int:pk>/workbook/", self.workbook, "workbook"),
        ]
        own = [path(at, self.admin_site.admin_view(view), name=f"core_importbatch_{name}") for at, view, name in pages]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "lists": allowed(request)})

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or bool(allowed(request))

    # --- Uploading ------------------------------------------------------------------------------

    def upload(self, request: HttpRequest) -> HttpResponse:
        """Take a file, and read it at once or, when it is large, in the background."""
        lists = allowed(request)
        if not lists:
            raise PermissionDenied
        form = UploadForm(
            request.POST or None, request.FILES or None, importers=lists, initial={"importer": request.GET.get("list")}
        )
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            file, datum, now = given["file"], given.get("datum") or Datum.WGS84, timezone.now()
            batch = batches.upload(given["importer"], file, name=file.name, by=request.user, at=now, datum=datum)
            return self._read(request, batch)
        return self._page(request, "upload", _("Import a list"), form=form, lists=lists)

    def _read(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse:
        if batch.file.size > background.LARGE_BYTES:
            background.ask("import.read", batch, by=request.user)
            return to(batch)
        try:
            batches.read(batch)
        except UnmappedColumns as error:
            messages.warning(request, str(error))
            return to(batch, "columns")
        except DomainError as error:
            batch.refresh_from_db(fields=["error"])
            if not batch.error:  # what is kept with the batch, its page says itself
                messages.error(request, str(error))
        return to(batch)

    def columns(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say by hand which column is which; remembered for the next file with the same headers."""
        batch = self._mine(request, pk)
        if batch.state not in (BatchState.UPLOADED, BatchState.PREVIEWED) or not (batch.mapping and batch.file):
            raise Http404
        form = ColumnsForm(request.POST or None, batch=batch)
        if request.method == "POST" and form.is_valid():
            batch.chosen = form.chosen
            batch.save(update_fields=["chosen"])
            return self._read(request, batch)
        return self._page(request, "columns", _("Columns of the file"), form=form, batch=batch)

    # --- Preview --------------------------------------------------------------------------------

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """Show what the batch would do or did."""
        batch = get_object_or_404(ImportBatch, pk=object_id) if object_id.isdecimal() else None
        if batch is None:
            raise Http404
        if not self.has_view_permission(request):
            raise PermissionDenied
        job = background.settle(batch)
        importer = registry.get(batch.importer)
        context = {"batch": batch, "job": job, "list": importer, "may": importer.allows(request.user)}
        if context["may"] and job is None and batch.counts:
            context |= self._rows(request, batch, importer)
        context["may_undo"] = context["may"] and request.user.has_perm("core.undo_importbatch")  # type: ignore[union-attr]
        return self._page(request, "batch", f"{importer.verbose_name} #{batch.pk}", **context)

    def _rows(self, request: HttpRequest, batch: ImportBatch, importer: ListImport) -> dict[str, Any]:
        counts = batch.counts
        tab = request.GET.get("tab", "")
        if tab not in preview.TABS:
            tab = next((name for name in preview.TABS if counts.get(name)), "create")
        page = Paginator(preview.rows_of(batch, tab), PAGE_ROWS).get_page(request.GET.get("p"))
        reader = preview.Reader(importer)
        previewed = batch.state == BatchState.PREVIEWED
        return {
            "tab": tab,
            "tabs": [(name, counts.get(name, 0)) for name in preview.TABS],
            "page": page,
            "rows": [reader.row(row) for row in page],
            "headers": [column.header for column in importer.columns],
            "remarks": importer.remarks(batch) if previewed else [],
            "questions": importer.questions(batch) if batch.state == BatchState.APPLIED else (),
        }

    # --- Applying and undoing -------------------------------------------------------------------

    def apply(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Apply a checked batch: the good rows only, or all or nothing."""
        batch = self._mine(request, pk)
        batch.only_good = request.POST.get("mode") == "good"
        batch.save(update_fields=["only_good"])
        return self._work(request, batch, "import.apply", applying.apply, _("The list is applied."))

    def undo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask once more, then undo."""
        batch = self._mine(request, pk)
        if not request.user.has_perm("core.undo_importbatch"):  # type: ignore[union-attr]
            raise PermissionDenied
        if request.method == "POST":
            return self._work(request, batch, "import.undo", undoing.undo, _("The import is undone."))
        return self._page(request, "undo", _("Undo the import"), batch=batch)

    def _work(self, request: HttpRequest, batch: ImportBatch, kind: str, work: Any, done: str) -> HttpResponse:
        """Do it now, or in the background when the list is long."""
        wanted = background.STATES[kind][1]
        if batch.counts.get("rows", 0) >= background.LARGE_ROWS and batch.state == wanted:
            background.ask(kind, batch, by=request.user)
            return to(batch)
        try:
            work(batch, by=request.user, at=timezone.now())
            messages.success(request, done)
        except DomainError as error:
            messages.error(request, str(error))
        return to(batch)

    # --- Workbooks ------------------------------------------------------------------------------

    def workbook(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the list back with a message and a colour at each row."""
        batch = self._mine(request, pk)
        if not (batch.counts and batch.file):
            raise Http404
        name = batch.file_name.rsplit(".", 1)[0]
        return download(workbooks.annotated(batch), f"{name}-{_('checked')}.xlsx")

    def template(self, request: HttpRequest, key: str) -> HttpResponse:
        """Send an empty workbook to fill in."""
        importer = next((importer for importer in allowed(request) if importer.key == key), None)
        if importer is None:
            raise Http404
        return download(workbooks.template(importer), f"{importer.verbose_name}.xlsx")

    # --- Common ---------------------------------------------------------------------------------

    def _mine(self, request: HttpRequest, pk: int) -> ImportBatch:
        """Return a batch of a list that the person may import."""
        batch = get_object_or_404(ImportBatch, pk=pk)
        if not registry.get(batch.importer).allows(request.user):
            raise PermissionDenied
        return batch

    def _page(self, request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, f"admin/imports/{name}.html", context)


def allowed(request: HttpRequest) -> list[ListImport]:
    """Return the lists that the person may import."""
    return [importer for importer in registry.every() if importer.allows(request.user)]


def to(batch: ImportBatch, page: str = "change") -> HttpResponse:
    """Go to a page of a batch."""
    return HttpResponseRedirect(reverse(f"admin:core_importbatch_{page}", args=[batch.pk]))


def download(content: bytes, name: str) -> HttpResponse:
    """Send a workbook to be saved under a name."""
    response = HttpResponse(content, content_type=XLSX)
    quoted = "".join(f"%{byte:02X}" for byte in name.encode())
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quoted}"
    return response
