"""What a record of service holds besides service: training, commendation, evaluation (民政部令第67号, article 4)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from command.models import User
from volunteers.choices import NoteKind
from volunteers.models.people import Volunteer
from volunteers.models.teams import Team, led_by


class ServiceNoteQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the notes in the row scope of ``user``: a leader sees those of the own teams."""
        return self.filter(led_by(user, "team__"))


class ServiceNote(models.Model):
    """One entry of a team in the record of a volunteer. It is personal, and goes when the person is erased."""

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="notes", verbose_name=_("volunteer"))
    team = models.ForeignKey(Team, models.PROTECT, related_name="notes", verbose_name=_("volunteer team"))
    kind = models.CharField(_("kind"), max_length=12, choices=NoteKind)
    on = models.DateField(_("day"))
    text = models.CharField(_("what"), max_length=200)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )

    objects = ServiceNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry in a record of service")
        verbose_name_plural = _("entries in records of service")
        ordering = ["-on", "-pk"]
        default_permissions = ("add", "view")

    def __str__(self) -> str:
        return f"{self.volunteer}: {self.get_kind_display()} {self.on}"
