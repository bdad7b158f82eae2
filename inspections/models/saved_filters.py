"""Filters of lists that people keep, for themselves or for others."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from command.models import Department, User
from inspections.choices import ListPage, Sharing


class SavedFilterQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "SavedFilterQuerySet":
        """Return the own filters, those of the own department, and those that are shared with everybody."""
        scope = Q(owner_id=user.pk) | Q(sharing=Sharing.EVERYBODY)
        if user.department_id:
            scope |= Q(sharing=Sharing.DEPARTMENT, department_id=user.department_id)
        return self.filter(scope)


class SavedFilter(models.Model):
    """The address of a narrowed list under a name. What it shows depends on who opens it, never on who kept it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("kept by"))
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, related_name="+", verbose_name=_("department")
    )
    name = models.CharField(_("name"), max_length=40)
    page = models.CharField(_("list"), max_length=10, choices=ListPage, default=ListPage.QUEUE)
    query = models.CharField(_("filter"), max_length=1000)
    sharing = models.CharField(_("shown to"), max_length=10, choices=Sharing, default=Sharing.PRIVATE)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    opens_for = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("opens first for")
    )

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["position", "name", "id"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["owner", "page", "name"], name="savedfilter_name_once")]

    def __str__(self) -> str:
        return self.name
