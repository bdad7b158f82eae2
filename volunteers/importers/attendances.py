"""The list of who took part in which activity, such as sign-in sheets typed up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import Verdict
from core.imports.applying import Application
from core.imports.chunks import Chunk, Rule
from core.imports.cleaners import Code, Number
from core.imports.declaration import KEY_JOINT, Column, Current
from core.imports.model_import import ModelImport
from core.imports.validating import key_text
from core.models import ImportBatch
from volunteers.models import Activity, Attendance, SignUp, Volunteer
from volunteers.models.taking_part import MINUTES_OF_A_DAY

ACTIVITY, VOLUNTEER, MINUTES = "活动编号", "志愿者编号", "服务时长（分钟）"


class AttendanceImport(ModelImport):
    """Attendances by activity and volunteer. A list adds; it never corrects what is recorded."""

    key = "attendances"
    verbose_name = gettext_lazy("attendances")
    model = Attendance
    key_fields = ("activity", "volunteer")
    columns = (
        Column("activity", ACTIVITY, Code(30), required=True, aliases=("活动",), example="HD2026-0001"),
        Column("volunteer", VOLUNTEER, Code(30), required=True, aliases=("编号", "志愿者号"), example="ZY000001"),
        Column(
            "minutes",
            MINUTES,
            Number(least=1, most=MINUTES_OF_A_DAY, whole=True),
            required=True,
            aliases=("服务时长", "分钟", "时长（分钟）", "服务分钟"),
            help=gettext_lazy("Minutes, without the way there and back."),
            example="120",
        ),
    )
    help = gettext_lazy("A list adds attendances. What is recorded already is not changed by it.")

    def rules(self, batch: ImportBatch) -> Sequence[Rule]:
        return (AttendanceRules(batch.created_at),)

    def current(self, keys: Sequence[str]) -> Mapping[str, Current]:
        wanted = [tuple(key.split(KEY_JOINT)) for key in keys]
        rows = held_minutes({code for code, _number in wanted}, {number for _code, number in wanted})
        return {
            key_text(pair): Current(pk, {"activity": pair[0], "volunteer": pair[1], "minutes": minutes})
            for pair, (pk, minutes) in rows.items()
            if pair in set(wanted)
        }

    def apply(self, application: Application) -> None:
        """Write the new rows, each in the group that the volunteer is in now."""
        application.execute(
            "INSERT INTO volunteers_attendance "  # noqa: S608
            "(id, activity_id, volunteer_id, category, minutes, recorded_at, recorded_by_id) "
            f"SELECT {application.new_id}, a.id, v.id, v.category, {application.value('minutes', 'integer')}, %s, %s "
            f"FROM {application.rows} JOIN volunteers_activity a ON a.code = {application.value('activity')} "
            f"JOIN volunteers_volunteer v ON v.number = {application.value('volunteer')} "
            f"WHERE {application.where(Verdict.CREATE)} ORDER BY r.number",
            [application.stamp(application.at), application.by.pk if application.by else None],
        )

    def undo(self, application: Application) -> None:
        self.remove(application)


def held_minutes(codes: Iterable[str], numbers: Iterable[str]) -> dict[tuple[str, ...], tuple[int, int]]:
    """Return the attendances of some activities and volunteers: code and number → id and minutes."""
    rows = Attendance.objects.filter(activity__code__in=set(codes), volunteer__number__in=set(numbers)).order_by()
    found = rows.values_list("activity__code", "volunteer__number", "pk", "minutes")
    return {(code, number): (pk, minutes) for code, number, pk, minutes in found}


class AttendanceRules:
    """The activity took place, the volunteer is known and had not withdrawn, and nobody is recorded otherwise."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self, chunk: Chunk) -> None:
        codes, numbers = ({text for text in chunk.values[name] if text} for name in ("activity", "volunteer"))
        held = {activity.code: activity for activity in Activity.objects.filter(code__in=codes)}
        people = {person.number: person for person in Volunteer.objects.filter(number__in=numbers).defer("id_sealed")}
        recorded = held_minutes(codes, numbers)
        stranded = self._stranded(codes, numbers)
        for position in chunk.good():
            code, number = chunk.values["activity"][position], chunk.values["volunteer"][position]
            refusal = (
                self._of_activity(code, held.get(code))
                or self._of_person(number, people.get(number), held[code])
                or self._of_shift(code, number, stranded)
                or self._of_record(recorded.get((code, number)), chunk.values["minutes"][position])
            )
            if refusal:
                chunk.refuse(position, *refusal)

    def _of_activity(self, code: str, activity: Activity | None) -> tuple[str, str, object] | None:
        if activity is None:
            return ACTIVITY, _("is not known"), code
        if activity.cancelled_at:
            return ACTIVITY, _("is cancelled: nobody can have taken part"), code
        if activity.starts_at > self.at:
            return ACTIVITY, _("lies ahead: nobody can have taken part"), code
        return None

    @staticmethod
    def _of_person(number: str, person: Volunteer | None, activity: Activity) -> tuple[str, str, object] | None:
        if person is None or person.merged_into_id:
            return VOLUNTEER, _("is not known"), number
        if person.withdrawn_at and person.withdrawn_at <= activity.starts_at:
            return VOLUNTEER, _("had withdrawn before this activity"), number
        return None

    @staticmethod
    def _stranded(codes: set[str], numbers: set[str]) -> set[tuple[str, str]]:
        rows = SignUp.objects.stranded().filter(shift__activity__code__in=codes, volunteer__number__in=numbers)
        return set(rows.order_by().values_list("shift__activity__code", "volunteer__number"))

    @staticmethod
    def _of_shift(code: str, number: str, stranded: set[tuple[str, str]]) -> tuple[str, str, object] | None:
        if (code, number) in stranded:
            return VOLUNTEER, _("has signed up for a shift that was cancelled"), number
        return None

    @staticmethod
    def _of_record(recorded: tuple[int, int] | None, minutes: Any) -> tuple[str, str, object] | None:
        if recorded and recorded[1] != minutes:
            told = _("is recorded already with %(minutes)d minutes; correct that record instead")
            return MINUTES, told % {"minutes": recorded[1]}, minutes
        return None
