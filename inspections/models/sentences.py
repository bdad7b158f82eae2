"""Sentences that inspectors write again and again, by category. They are data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inspections.models.categories import Category


class Sentence(models.Model):
    """A sentence offered on the form. ``category`` empty: offered with every category, after its own."""

    category = models.ForeignKey(
        Category, models.CASCADE, null=True, blank=True, related_name="sentences", verbose_name=_("category")
    )
    text = models.CharField(_("sentence"), max_length=200)
    sort = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("template sentence")
        verbose_name_plural = _("template sentences")
        ordering = ["category", "sort", "id"]
        constraints = [models.UniqueConstraint(fields=["category", "text"], name="sentence_once", nulls_distinct=False)]

    def __str__(self) -> str:
        return self.text
