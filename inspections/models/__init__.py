"""Models of points, problems and escalation."""

from inspections.models.apart import NotDuplicate
from inspections.models.categories import Category, CategorySet, LimitSet, TimeLimit
from inspections.models.drafts import SentDraft
from inspections.models.escalation import Escalation, EscalationRun, EscalationRung
from inspections.models.patrols import Patrol, PointCheck
from inspections.models.points import Point, PointDuty, PointType
from inspections.models.saved_filters import SavedFilter
from inspections.models.sentences import Sentence
from inspections.models.shortlists import ShortlistEntry
from inspections.models.texts import TicketText
from inspections.models.tickets import Ticket, TicketEvent, TicketPhoto
from inspections.models.uploads import PendingPhoto

__all__ = [
    "Category",
    "CategorySet",
    "Escalation",
    "EscalationRun",
    "EscalationRung",
    "LimitSet",
    "NotDuplicate",
    "Patrol",
    "PendingPhoto",
    "Point",
    "PointCheck",
    "PointDuty",
    "PointType",
    "SavedFilter",
    "SentDraft",
    "Sentence",
    "ShortlistEntry",
    "Ticket",
    "TicketEvent",
    "TicketPhoto",
    "TicketText",
    "TimeLimit",
]
