"""Choices of volunteering."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """As the household register writes it."""

    MALE = "male", _("male")
    FEMALE = "female", _("female")


class Category(models.TextChoices):
    """Who takes part, as the article counts: 机关干部, 市民, 学生 (志愿服务活动)."""

    ORGAN = "organ", _("organ staff")
    CITIZEN = "citizen", _("citizens")
    STUDENT = "student", _("students")
