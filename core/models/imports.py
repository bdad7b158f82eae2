"""Uploaded lists: the file, what each row would do, and what each row did."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import BatchState, Verdict


class ImportBatch(models.Model):
    """One uploaded list. The file is kept as it came."""

    importer = models.CharField(_("list"), max_length=60)
    file = models.FileField(_("file"), upload_to="imports/%Y/%m/")
    file_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.UPLOADED)
    mapping = models.JSONField(_("columns"), default=dict, help_text=_("Column of the sheet → field."))
    only_good = models.BooleanField(_("apply the good rows only"), default=False)
    counts = models.JSONField(_("counts"), default=dict)
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("uploaded by")
    )
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
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

    def __str__(self) -> str:
        return f"#{self.pk} {self.file_name}"


class ImportRow(models.Model):
    """One data row of a list: what it said, what it would do, what it did.

    ``data`` holds the cleaned values by field; ``before`` the replaced values of a changed row;
    ``refusals`` and ``tidied`` are lists of ``{column, reason}`` and ``{column, from, to}``.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", verbose_name=_("list import"))
    number = models.PositiveIntegerField(_("row of the sheet"))
    serial = models.CharField(_("serial number"), max_length=40, blank=True)
    key = models.CharField(_("key"), max_length=120, blank=True)
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
