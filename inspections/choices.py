"""Choices of points and tickets. Groups of states live here, beside the states."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TicketState(models.TextChoices):
    """States of a ticket (design §4)."""

    REPORTED = "reported", _("to be verified")
    REGISTERED = "registered", _("to be dispatched")
    DISPATCHED = "dispatched", _("to be handled")
    HANDLING = "handling", _("being handled")
    RECTIFIED = "rectified", _("to be checked")
    CLOSED = "closed", _("closed")
    REJECTED = "rejected", _("not registered")
    SUSPENDED = "suspended", _("suspended")
    VOIDED = "voided", _("void or duplicate")


S = TicketState
OPEN_STATES = (S.REPORTED, S.REGISTERED, S.DISPATCHED, S.HANDLING, S.RECTIFIED, S.SUSPENDED)
# States in which the handler's clock runs.
RUNNING_STATES = (S.DISPATCHED, S.HANDLING)
# States that count as 挂账: registered and not thrown out.
COUNTED_STATES = (S.REGISTERED, S.DISPATCHED, S.HANDLING, S.RECTIFIED, S.SUSPENDED, S.CLOSED)
FINAL_STATES = (S.CLOSED, S.REJECTED, S.VOIDED)


class Source(models.TextChoices):
    """Where a problem comes from (article: 执法巡查、视频监控、媒体监督、市民举报; design §3)."""

    PATROL = "patrol", _("patrol")
    VIDEO = "video", _("video")
    MEDIA = "media", _("media")
    CITIZEN = "citizen", _("citizen")
    SUPERIOR = "superior", _("superior's order")
    HOTLINE = "hotline", _("hotline")
    VISIT = "visit", _("visit")


class Verb(models.TextChoices):
    """What can happen to a ticket. One function per verb in ``inspections.domain.tickets``."""

    REPORT = "report", _("reported")
    CONFIRM = "confirm", _("confirmed on site")
    REGISTER = "register", _("registered")
    REJECT = "reject", _("not registered")
    DISPATCH = "dispatch", _("dispatched")
    TRANSFER = "transfer", _("transferred")
    ACCEPT = "accept", _("accepted")
    HAND_OVER = "hand_over", _("handed to a colleague")
    RETURN = "return", _("returned")
    RECTIFY = "rectify", _("rectified")
    CLOSE = "close", pgettext_lazy("what happened", "closed")
    CLOSE_ON_THE_SPOT = "close_on_the_spot", _("closed on the spot")
    REWORK = "rework", _("sent back for rework")
    ASK_EXTENSION = "ask_extension", _("extension asked")
    EXTEND = "extend", _("extended")
    DECLINE_EXTENSION = "decline_extension", _("extension declined")
    SUSPEND = "suspend", _("suspended")
    RESUME = "resume", _("resumed")
    VOID = "void", _("voided")
    MERGE = "merge", _("merged")
    REOPEN = "reopen", _("reopened as relapse")
    ATTACH = "attach", _("added to")


class PhotoRole(models.TextChoices):
    BEFORE = "before", _("before")
    AFTER = "after", _("after")
    OTHER = "other", _("other")


class CategoryKind(models.TextChoices):
    COMPONENT = "component", _("component")
    EVENT = "event", _("event")


class RungKind(models.TextChoices):
    """Steps of the ladder 催办 → 督办 → 通报 (design §3)."""

    REMIND = "remind", _("reminder")
    SUPERVISE = "supervise", _("supervision draft")
    BULLETIN = "bulletin", _("bulletin candidate")


class Quiet(models.TextChoices):
    """Why a sweep fired nothing."""

    NOTHING_DUE = "nothing_due", _("nothing was due")
    REST = "rest", _("outside working hours")


class Sharing(models.TextChoices):
    """Who sees a saved filter."""

    PRIVATE = "private", _("me alone")
    DEPARTMENT = "department", _("my department")
    EVERYBODY = "everybody", _("everybody")


class ListPage(models.TextChoices):
    """The lists of tickets that can be narrowed."""

    QUEUE = "queue", _("Queue")
    WORK = "work", _("My work")
