"""Choices shared by every app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Clock(models.TextChoices):
    """How a limit is counted (design §3; 数字城管 practice has these four)."""

    URGENT_HOUR = "urgent_hour", _("urgent hours")
    WORK_HOUR = "work_hour", _("working hours")
    WORK_DAY = "work_day", _("working days")
    NATURAL_DAY = "natural_day", _("natural days")


class JobState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class BatchState(models.TextChoices):
    """Life of an uploaded list: uploaded → (mapped) → previewed → applying → applied → undone; or failed."""

    UPLOADED = "uploaded", _("uploaded")
    READING = "reading", _("being read")
    PREVIEWED = "previewed", _("checked")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("unreadable")


class Datum(models.TextChoices):
    """Datum of coordinates in a list. The portal keeps WGS-84; maps made in China give GCJ-02."""

    WGS84 = "wgs84", _("WGS-84 (GPS)")
    GCJ02 = "gcj02", _("GCJ-02 (Chinese web maps)")


class Verdict(models.TextChoices):
    """What applying a row would do."""

    CREATE = "create", _("new")
    UPDATE = "update", _("changed")
    SAME = "same", _("unchanged")
    REFUSED = "refused", _("refused")


class PhotoState(models.TextChoices):
    STORED = "stored", _("being prepared")
    READY = "ready", _("ready")
    FAILED = "failed", _("cannot be shown")


class Channel(models.TextChoices):
    """How a notice goes out."""

    EMAIL = "email", _("e-mail")


class Pace(models.TextChoices):
    """When notices of a topic go out by e-mail. In the portal they are told at once, always."""

    NOW = "now", _("at once")
    DIGEST = "digest", _("in the daily digest")
    OFF = "off", _("not at all")


class RobotKind(models.TextChoices):
    """Work chats whose group robots the portal speaks to, and plain JSON for programs."""

    WECOM = "wecom", _("WeCom group robot")
    DINGTALK = "dingtalk", _("DingTalk robot")
    FEISHU = "feishu", _("Feishu robot")
    GENERIC = "generic", _("own program (signed JSON)")


class DeliveryState(models.TextChoices):
    PENDING = "pending", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")
