"""Sentences that inspectors write again and again, by category. They are data."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.domain.pinyin import initials
from inspections.models.categories import Category


class Sentence(models.Model):
    """A sentence offered on the form. ``category`` empty: offered with every category, after its own."""

    category = models.ForeignKey(
        Category, models.CASCADE, null=True, blank=True, related_name="sentences", verbose_name=_("category")
    )
    text = models.CharField(_("sentence"), max_length=200)
    pinyin = models.CharField(_("pinyin initials"), max_length=60, blank=True, editable=False)
    sort = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("template sentence")
        verbose_name_plural = _("template sentences")
        ordering = ["category", "sort", "id"]
        constraints = [models.UniqueConstraint(fields=["category", "text"], name="sentence_once", nulls_distinct=False)]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the initials in step with the text."""
        self.pinyin = initials(self.text)
        super().save(*args, **kwargs)
