"""Models that any campaign app needs and that know nothing of the campaign."""

from core.models.audit import AuditEntry
from core.models.calendar import CalendarStamp, CalendarYear, SpecialDay, WorkPeriod
from core.models.idempotency import KeptAnswer
from core.models.imports import ImportBatch, ImportRow
from core.models.jobs import Heartbeat, Job, Sequence
from core.models.notices import Delivery, Notice
from core.models.photos import AbstractPhoto

__all__ = [
    "AbstractPhoto",
    "AuditEntry",
    "CalendarStamp",
    "CalendarYear",
    "Delivery",
    "Heartbeat",
    "ImportBatch",
    "ImportRow",
    "Job",
    "KeptAnswer",
    "Notice",
    "Sequence",
    "SpecialDay",
    "WorkPeriod",
]
