"""Models that any campaign app needs and that know nothing of the campaign."""

from core.models.audit import AuditEntry
from core.models.calendar import CalendarStamp, CalendarYear, SpecialDay, WorkPeriod
from core.models.idempotency import KeptAnswer
from core.models.imports import ImportBatch, ImportRow
from core.models.jobs import Heartbeat, Job, KeptFile, Sequence
from core.models.notices import Delivery, Digest, Notice, NoticeChoice
from core.models.photos import AbstractPhoto

__all__ = [
    "AbstractPhoto",
    "AuditEntry",
    "CalendarStamp",
    "CalendarYear",
    "Delivery",
    "Digest",
    "Heartbeat",
    "ImportBatch",
    "ImportRow",
    "Job",
    "KeptAnswer",
    "KeptFile",
    "Notice",
    "NoticeChoice",
    "Sequence",
    "SpecialDay",
    "WorkPeriod",
]
