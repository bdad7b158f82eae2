"""What full-text search reads: the words of a ticket in one place."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inspections.models.points import Point
from inspections.models.tickets import Ticket


class TicketText(models.Model):
    """Number, place, description and notes of a ticket, folded (``inspections.domain.texts``), one to a line.

    On PostgreSQL the table has one more column, ``grams``: every two neighbouring characters of ``body`` as a
    ``tsvector`` with two GIN indexes, of all and of the open. The database makes it from ``body`` itself.
    """

    ticket = models.OneToOneField(
        Ticket, models.CASCADE, primary_key=True, related_name="text", verbose_name=_("ticket")
    )
    point = models.ForeignKey(Point, models.CASCADE, null=True, related_name="+", verbose_name=_("point"))
    is_open = models.BooleanField(_("open"), default=True)
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("text of a ticket")
        verbose_name_plural = _("texts of tickets")
        default_permissions = ()
        # A word of a search names points, too: without it every open text would be read beside the pairs of characters.
        indexes = [models.Index(fields=["point"], name="tickettext_open_point", condition=Q(is_open=True))]

    def __str__(self) -> str:
        return str(self.ticket_id)
