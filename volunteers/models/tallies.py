"""Students of a team as numbers alone: of children under fourteen no personal data is kept."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from command.models import User
from volunteers.models.teams import Team, led_by

# A school year begins in September.
FIRST_MONTH = 9
FIRST_YEAR, LAST_YEAR = 2000, 2100


def school_year(on: date) -> int:
    """Return the year in which the school year of a day began."""
    return on.year if on.month >= FIRST_MONTH else on.year - 1


class StudentTallyQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the tallies in the row scope of ``user``."""
        return self.filter(led_by(user, "team__"))

    def in_force(self, on: date) -> Self:
        """Return the latest tally of each team and school up to the school year of a day."""
        same = StudentTally.objects.filter(team=OuterRef("team"), school=OuterRef("school"), year__lte=school_year(on))
        return self.filter(pk=Subquery(same.order_by("-year").values("pk")[:1]))


class StudentTally(models.Model):
    """How many students of one school belong to a team in a school year; who is registered by name is among them."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="tallies", verbose_name=_("volunteer team"))
    school = models.CharField(_("school"), max_length=60)
    year = models.PositiveSmallIntegerField(
        _("school year"), help_text=_("The year in which it began: 2026 for 2026–2027.")
    )
    headcount = models.PositiveIntegerField(_("students"))

    objects = StudentTallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("student tally")
        verbose_name_plural = _("student tallies")
        ordering = ["team", "school", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "school", "year"],
                name="tally_once_a_year",
                violation_error_message=_("The students of this school are already counted for the year."),
            ),
            models.CheckConstraint(
                condition=Q(headcount__gte=1, year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="tally_plausible",
                violation_error_message=_("The number of students or the school year is not possible."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} {self.school} {self.year}"
