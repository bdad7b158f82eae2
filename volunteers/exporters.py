"""Records of service as a workbook, to be taken over into the national system of volunteering."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.exports import CHUNK, Column
from core.personal import mask_identity
from core.record_exports import Export
from core.sealed import unseal
from volunteers.domain.hours import in_hours
from volunteers.models import Attendance
from volunteers.models.taking_part import AttendanceQuerySet
from volunteers.service_forms import ServiceFilterForm

RELATED = ("volunteer", "activity__team", "activity__department", "activity__kind", "recorded_by")
MASKED = (
    Column(_("volunteer name"), lambda a: a.volunteer.masked_name, 14),
    Column(_("document type"), lambda a: _document(a), 14),
    Column(_("document number"), lambda a: mask_identity(unseal(a.volunteer.id_sealed)), 22),
)
WHOLE = (
    Column(_("volunteer name"), lambda a: a.volunteer.name, 14),
    Column(_("document type"), lambda a: _document(a), 14),
    Column(_("document number"), lambda a: unseal(a.volunteer.id_sealed), 22),
)
SERVICE = (
    Column(_("volunteer number"), lambda a: a.volunteer.number, 14),
    Column(_("service organisation"), lambda a: a.activity.organiser.name, 30),
    Column(_("activity number"), lambda a: a.activity.code, 16),
    Column(_("activity name"), lambda a: a.activity.title, 30),
    Column(_("service kind"), lambda a: a.activity.kind.name, 16),
    Column(_("service place"), lambda a: a.activity.place, 24),
    Column(_("began at"), lambda a: a.activity.starts_at, 17),
    Column(_("ended at"), lambda a: a.activity.ends_at, 17),
    Column(
        _("hours of service"), lambda a: in_hours(a.minutes), 12, _("Served in fact, without the way there and back.")
    ),
    Column(_("recorded at"), lambda a: a.recorded_at, 17),
    Column(_("recorded by"), lambda a: a.recorded_by.name if a.recorded_by else "", 12),
)


def _document(attendance: Attendance) -> str:
    return gettext("resident identity card") if attendance.volunteer.id_sealed else ""


@dataclass(frozen=True)
class ServiceExport(Export):
    """The records of a period, as filtered.

    ``reason``: why the data is wanted with whole names and ID numbers; empty, they are masked. It is no part of the
    query, which stands in addresses.
    """

    reason: str = ""

    @property
    def title(self) -> str:
        return gettext("service records")

    @cached_property
    def form(self) -> ServiceFilterForm:
        return ServiceFilterForm(self.query.dict(), today=timezone.localdate(self.at))

    @property
    def rows(self) -> AttendanceQuerySet:
        rows = self.form.narrowed(Attendance.objects.visible_to(self.user).held())
        return rows.order_by("activity__starts_at", "activity__code", "volunteer__number")

    @property
    def columns(self) -> Sequence[Column]:
        return (*(WHOLE if self.reason else MASKED), *SERVICE)

    def streamed(self) -> Iterable[Attendance]:
        return self.rows.select_related(*RELATED).iterator(chunk_size=CHUNK)

    def about(self) -> list[tuple[str, str]]:
        period = self.form.period
        return [
            (gettext("Period"), f"{period.first} – {period.last}"),
            (gettext("Number"), self.form.cleaned_data.get("wanted") or gettext("none")),
            (gettext("Reason for unmasked data"), self.reason or gettext("none, masked")),
            (
                gettext("Columns"),
                gettext(
                    "Elements of the record of service in Order 67 of the Ministry of Civil Affairs and MZ/T 061. "
                    "Compare them with the template of the national system before uploading: its own order of "
                    "columns is not published."
                ),
            ),
            (gettext("Exported at"), f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"),
            (gettext("Exported by"), str(self.user)),
        ]
