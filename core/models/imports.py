"""Uploaded lists: the file, what each row would do, and what each row did."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import BatchState, Datum, Verdict


class ImportBatch(models.Model):
    """One uploaded list. The file is kept as it came, sealed where its list is personal (``core.imports.files``).

    ``first_id``: a created row's record has the id ``first_id`` plus the row's number.
    ``made``: ids of what the batch created besides its rows' records, by a name of the importer's choice.
    """

    importer = models.CharField(_("list"), max_length=60)
    file = models.FileField(_("file"), upload_to="imports/%Y/%m/", max_length=300)
    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.UPLOADED)
    mapping = models.JSONField(_("columns"), default=dict, help_text=_("Column of the sheet → field."))
    chosen = models.JSONField(_("columns chosen by hand"), default=dict)
    header_key = models.CharField(_("fingerprint of the headers"), max_length=64, blank=True)
    datum = models.CharField(_("coordinates are in"), max_length=6, choices=Datum, default=Datum.WGS84)
    only_good = models.BooleanField(_("apply the good rows only"), default=False)
    counts = models.JSONField(_("counts"), default=dict)
    made = models.JSONField(_("created besides"), default=dict)
    first_id = models.BigIntegerField(_("first number of record"), null=True, blank=True)
    job_id = models.BigIntegerField(_("background job"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("uploaded by")
    )
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("applied by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        verbose_name = _("list import")
        verbose_name_plural = _("list imports")
        ordering = ["-id"]
        default_permissions = ("view",)
        permissions = [("undo_importbatch", "Can undo a list import")]
        indexes = [models.Index(fields=["importer", "header_key"], name="importbatch_headers")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.file_name}"


class ImportRow(models.Model):
    """One data row of a list: what it said, what it would do, what it did.

    ``data`` holds the cleaned values by field (a blank cell has none); ``before`` the replaced values of a
    changed row; ``refusals`` and ``tidied`` are lists of ``{column, reason, cell}`` and ``{column, from, to}``.
    ``object_id`` is the record of a changed or unchanged row.

    Written by the hundred thousand and only by ``core.imports``: no key of its own, no check of the batch per row.
    """

    pk = models.CompositePrimaryKey("batch_id", "number")
    batch = models.ForeignKey(
        ImportBatch,
        models.CASCADE,
        related_name="rows",
        verbose_name=_("list import"),
        db_index=False,
        db_constraint=False,
    )
    number = models.PositiveIntegerField(_("row of the sheet"))
    serial = models.CharField(_("serial number"), max_length=40, blank=True)
    key = models.CharField(_("key"), max_length=400, blank=True)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict)
    data = models.JSONField(_("values"), default=dict)
    before = models.JSONField(_("values before"), null=True, blank=True)
    refusals = models.JSONField(_("refused because"), null=True, blank=True)
    tidied = models.JSONField(_("tidied"), null=True, blank=True)
    object_id = models.BigIntegerField(_("record"), null=True, blank=True)

    class Meta:
        verbose_name = _("row of a list")
        verbose_name_plural = _("rows of a list")
        ordering = ["batch_id", "number"]
        default_permissions = ()
        indexes = [models.Index(fields=["batch", "verdict", "number"], name="importrow_batch_verdict")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"
