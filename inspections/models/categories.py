"""The editioned classification of problems, and the city's time limits. Both are data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from command.models import Department
from core.choices import Clock
from inspections.choices import CategoryKind


class CategorySet(models.Model):
    """An edition of the classification, such as CJ/T 214 (2007)."""

    name = models.CharField(_("name"), max_length=80)
    edition = models.CharField(_("edition"), max_length=40)
    source = models.CharField(_("source"), max_length=300)
    is_current = models.BooleanField(_("in use"), default=False)

    class Meta:
        verbose_name = _("classification")
        verbose_name_plural = _("classifications")
        constraints = [
            models.UniqueConstraint(fields=["name", "edition"], name="categoryset_name_edition"),
            models.UniqueConstraint(
                fields=["is_current"],
                condition=models.Q(is_current=True),
                name="categoryset_one_current",
                violation_error_message=_("Another classification is in use."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.edition}"


class CategoryQuerySet(models.QuerySet):
    def current(self) -> "CategoryQuerySet":
        """Return the categories in use that a problem can be given (小类, not 大类)."""
        return self.filter(set__is_current=True, parent__isnull=False, is_active=True)


class Category(models.Model):
    """大类 (no parent) or 小类 (with parent). ``pinyin`` holds the initials for searching."""

    set = models.ForeignKey(CategorySet, models.PROTECT, related_name="categories", verbose_name=_("classification"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("main category")
    )
    code = models.CharField(_("code"), max_length=10)
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=CategoryKind, default=CategoryKind.EVENT)
    pinyin = models.CharField(_("pinyin initials"), max_length=60, blank=True)
    usual_unit = models.ForeignKey(
        Department,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("usual unit"),
        help_text=_("Suggested at dispatch where neither the point nor what was done before names a unit."),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["kind", "code"]
        constraints = [models.UniqueConstraint(fields=["set", "kind", "code"], name="category_code_once_per_set")]

    def __str__(self) -> str:
        return self.name


class LimitSet(models.Model):
    """The time limits of one city or edition; one set is in use."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    source = models.CharField(_("source"), max_length=300)
    is_current = models.BooleanField(_("in use"), default=False)

    class Meta:
        verbose_name = _("set of time limits")
        verbose_name_plural = _("sets of time limits")
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"],
                condition=models.Q(is_current=True),
                name="limitset_one_current",
                violation_error_message=_("Another set of time limits is in use."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TimeLimit(models.Model):
    """How long a handler has, for one condition (立案条件) of a category.

    ``category`` empty: the set's default. Several conditions of one category have their own limits.
    """

    set = models.ForeignKey(LimitSet, models.CASCADE, related_name="limits", verbose_name=_("set"))
    category = models.ForeignKey(
        Category, models.CASCADE, null=True, blank=True, related_name="limits", verbose_name=_("category")
    )
    condition = models.CharField(_("condition"), max_length=120, blank=True)
    result = models.CharField(_("what counts as done"), max_length=120, blank=True)
    amount = models.PositiveSmallIntegerField(_("limit"))
    clock = models.CharField(_("counted in"), max_length=12, choices=Clock)

    class Meta:
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
        ordering = ["category", "amount", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="timelimit_at_least_one"),
            models.UniqueConstraint(
                fields=["set", "category", "condition"], name="timelimit_condition_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.get_clock_display()}"
