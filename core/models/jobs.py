"""Background work as rows. A Celery message only wakes a worker sooner."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.choices import JobState


class JobQuerySet(models.QuerySet):
    def visible_to(self, user: AbstractUser) -> "JobQuerySet":
        """Return the jobs that ``user`` asked for; all of them to who may see background work."""
        return self if user.has_perm("core.view_job") else self.filter(created_by_id=user.pk)


class Job(models.Model):
    """One piece of background work, written in the transaction that asks for it.

    QUEUED → RUNNING → DONE or FAILED; whoever asked may cancel it before. A RUNNING job whose ``beat_at`` is older than
    ``JOB_LEASE_SECONDS`` belongs to nobody: the next worker takes it over (``attempts`` counts).
    """

    kind = models.CharField(_("kind"), max_length=60)
    payload = models.JSONField(_("what is asked"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    worker = models.CharField(_("worker"), max_length=80, blank=True)
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    beat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    created_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    result = models.JSONField(_("result"), default=dict)
    error = models.TextField(_("error"), blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        ordering = ["-id"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["id"], name="job_unfinished", condition=Q(state__in=["queued", "running"])),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class KeptFileQuerySet(models.QuerySet):
    def visible_to(self, user: AbstractBaseUser) -> "KeptFileQuerySet":
        """Return the files that were made for ``user``."""
        return self.filter(owner_id=user.pk)


class KeptFile(models.Model):
    """What a job made for the person who asked, kept for a day (``core.domain.kept_files``)."""

    job = models.OneToOneField(Job, models.CASCADE, related_name="file", verbose_name=_("background job"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("made for"))
    file = models.FileField(_("file"), upload_to="kept/%Y/%m/%d/")
    name = models.CharField(_("name"), max_length=200)
    created_at = models.DateTimeField(_("made at"), db_index=True)

    objects = KeptFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept file")
        verbose_name_plural = _("kept files")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """When a part of the portal last showed that it lives."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Sequence(models.Model):
    """The last number given in a series. Numbers come from ``core.domain.numbers``."""

    series = models.CharField(max_length=60, primary_key=True)
    value = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.series}: {self.value}"
