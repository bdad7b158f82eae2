"""Areas: the division tree. A code begins with its parent's code, so a subtree is a prefix query."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from command.choices import AreaRank


class AreaLevel(models.Model):
    """A level of the tree: subdistrict, town, township, community, village … Names are data."""

    key = models.SlugField(_("key"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=20)
    rank = models.PositiveSmallIntegerField(_("step of the tree"), choices=AreaRank)

    class Meta:
        verbose_name = _("area level")
        verbose_name_plural = _("area levels")
        ordering = ["rank", "id"]

    def __str__(self) -> str:
        return self.name


class AreaQuerySet(models.QuerySet):
    def under(self, code: str) -> "AreaQuerySet":
        """Return the area of that code and everything below it."""
        return self.filter(code__startswith=code)

    def towns(self) -> "AreaQuerySet":
        return self.filter(level__rank=AreaRank.TOWN)

    def active(self, on: date) -> "AreaQuerySet":
        return self.filter(models.Q(active_to=None) | models.Q(active_to__gte=on))


class Area(models.Model):
    """A division: city, town, village, grid.

    ``code`` is the official division code (GB/T 2260 six digits for the city, then three and three
    by GB/T 10114), or, where the office knows none, the parent's code and ``X`` with two characters
    (``is_official`` is then false).
    """

    code = models.CharField(
        _("division code"),
        max_length=15,
        unique=True,
        validators=[RegexValidator(r"^[0-9]{6}([0-9X][0-9A-Z]{2}){0,3}$", _("A code is 6, 9, 12 or 15 characters."))],
    )
    name = models.CharField(_("name"), max_length=60)
    level = models.ForeignKey(AreaLevel, models.PROTECT, related_name="areas", verbose_name=_("level"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    is_official = models.BooleanField(_("code is official"), default=True)
    active_from = models.DateField(_("in force from"), null=True, blank=True)
    active_to = models.DateField(_("in force until"), null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="area_name_once_per_parent",
                violation_error_message=_("There is already an area of this name there."),
            ),
            models.CheckConstraint(
                condition=models.Q(active_to=None)
                | models.Q(active_from=None)
                | models.Q(active_from__lte=models.F("active_to")),
                name="area_active_from_before_to",
            ),
        ]

    def __str__(self) -> str:
        return self.name
