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


class ConsentMeans(models.TextChoices):
    """How a person agreed to be registered."""

    PAPER = "paper", _("signed on paper")
    ONLINE = "online", _("agreed online")
    SPOKEN = "spoken", _("by word of mouth")


class NoteKind(models.TextChoices):
    """What a record of service holds besides the person and the service (民政部令第67号, article 4)."""

    TRAINING = "training", _("training")
    COMMENDATION = "commendation", _("commendation and awards")
    EVALUATION = "evaluation", _("evaluation")


class FlagKind(models.TextChoices):
    """What can be odd about records of service."""

    OVERLAP = "overlap", _("two places at once")
    DAY = "day", _("a very long day")
    LENGTH = "length", _("longer than the activity")
    LATE = "late", _("entered late")
    SAME = "same", _("the same list twice")


class State(models.TextChoices):
    """How a volunteer stands."""

    UNCONFIRMED = "unconfirmed", _("unconfirmed")
    CONFIRMED = "confirmed", _("confirmed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ERASED = "erased", _("erased")
    MERGED = "merged", _("merged")


class Publication(models.TextChoices):
    """How the publication of a certificate stands (公示)."""

    NONE = "none", _("not published")
    OPEN = "open", _("published now")
    OBJECTED = "objected", _("objection under examination")
    STOOD = "stood", _("published, no objection open")
