"""The list of volunteers. Everybody in it stays unconfirmed until the own consent is recorded."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.imports.applying import Application, last_id, lock
from core.imports.chunks import Chunk, Rule
from core.imports.cleaners import Bad, Cell, Choice, Code, Fast, Lookups, Number, Options, Slow, Text, Tidied
from core.imports.contacts import MOBILE, Phone
from core.imports.declaration import Column, Current, Question
from core.imports.model_import import ModelImport
from core.imports.moments import Moment
from core.models import ImportBatch
from core.personal import mask_phone
from volunteers.choices import Category, Sex
from volunteers.domain import doubles
from volunteers.domain.people import is_old_enough
from volunteers.importers.identity import Identities, IdentityNumber
from volunteers.importers.teams import AREA, UNIT, team_lookup, units_and_areas
from volunteers.models import Membership, Volunteer
from volunteers.models.people import EARLIEST_BIRTH_YEAR

SEXES = {"男": Sex.MALE.value, "女": Sex.FEMALE.value}
CATEGORIES = {
    "机关": Category.ORGAN.value,
    "机关干部": Category.ORGAN.value,
    "机关干部职工": Category.ORGAN.value,
    "市民": Category.CITIZEN.value,
    "居民": Category.CITIZEN.value,
    "学生": Category.STUDENT.value,
}
# Volunteers are called on their own phone, not at a desk: landlines are refused.
NOT_MOBILE = gettext_lazy("is not a mobile number of 11 digits")


@dataclass(frozen=True)
class Mobile(Phone):
    """A mobile number of 11 digits. Previews show it masked, whoever looks at them later."""

    def shown(self, value: object, lookups: Lookups) -> str:
        return mask_phone(str(value or ""))

    def bind(self, lookups: Lookups) -> tuple[Fast, Slow]:
        match = re.compile(MOBILE).fullmatch

        def fast(cell: Cell) -> object:
            return cell if cell.__class__ is str and match(cell) else None  # type: ignore[arg-type]

        return fast, self._mobile

    def _mobile(self, cell: Cell) -> object:
        value = self._slow(cell)
        number = str(value.value if isinstance(value, Tidied) else value or "")
        if number.startswith("0"):
            raise Bad(str(NOT_MOBILE))
        return value


@dataclass(frozen=True)
class TeamOf(Choice):
    """The team in which somebody serves; the portal may hold several."""

    lookup: str = "teams"

    def shown(self, value: object, lookups: Lookups) -> str:
        teams = value if isinstance(value, list) else [value]
        return "、".join(super(TeamOf, self).shown(team, lookups) for team in teams)


class VolunteerImport(ModelImport):
    """Volunteers by number, with the team that each joins."""

    key = "volunteers"
    verbose_name = gettext_lazy("volunteers")
    model = Volunteer
    key_fields = ("number",)
    columns = (
        Column("number", "志愿者编号", Code(30), required=True, aliases=("编号", "志愿者号"), example="ZY000001"),
        Column("name", "姓名", Text(40), required=True, aliases=("志愿者姓名",), example="张三"),
        Column("sex", "性别", Options(words=SEXES), example="女"),
        Column(
            "birth_year",
            "出生年份",
            Number(least=EARLIEST_BIRTH_YEAR, most=2100, whole=True),
            aliases=("出生年", "出生年月"),
            help=gettext_lazy("Four digits. Children under 14 are counted by school or class instead."),
            example="1988",
        ),
        Column("category", "人员类别", Options(words=CATEGORIES), aliases=("类别", "身份"), example="市民"),
        Column(
            "id_sealed",
            "身份证号码",
            IdentityNumber(),
            aliases=("身份证号", "公民身份号码", "证件号码", "身份证"),
            help=gettext_lazy("18 characters, as text. Kept encrypted; gives the year of birth and the sex."),
        ),
        UNIT,
        AREA,
        Column("phone", "手机号码", Mobile(), aliases=("手机", "电话", "联系电话", "手机号"), example="13800001234"),
        Column("registered_at", "注册日期", Moment(), aliases=("注册时间", "登记日期"), example="2026-03-05"),
        Column("team", "服务队", TeamOf(), aliases=("志愿服务队", "所属服务队", "队伍")),
    )
    extra_fields = ("id_hash",)
    kept = ("id_sealed",)
    own_relations = (Membership,)
    help = gettext_lazy("Volunteers of a list count as registered only after their own consent is recorded.")
    is_personal = True

    def lookups(self) -> Lookups:
        return {"teams": team_lookup(), **units_and_areas()}

    def rules(self, batch: ImportBatch) -> Sequence[Rule]:
        return (Identities(batch.created_at), VolunteerRules(batch.created_at))

    def questions(self, batch: ImportBatch) -> list[Question]:
        count = doubles.from_list(batch).count()
        text = ngettext(
            "%(n)d person of this list looks like somebody who is registered.",
            "%(n)d people of this list look like somebody who is registered.",
            count,
        )
        return [Question(text % {"n": count}, reverse("volunteer-doubles"))] if count else []

    def derived(self, application: Application) -> Mapping[str, str]:
        return {"source": str(int(application.batch.pk))}

    def current(self, keys: Sequence[str]) -> Mapping[str, Current]:
        held = super().current(keys)
        teams: dict[int, list[int]] = {}
        rows = Membership.objects.current().filter(volunteer__in=[now.id for now in held.values()])
        for volunteer, team in rows.order_by("team_id").values_list("volunteer_id", "team_id"):
            teams.setdefault(volunteer, []).append(team)
        return {key: Current(now.id, {**now.values, "team": teams.get(now.id, [])}) for key, now in held.items()}

    def is_same(self, column: str, new: Any, old: Any) -> bool:
        if column == "team":
            return new in old
        # The same number is sealed differently each time: the fingerprint tells whether it changed.
        return column == "id_sealed" or super().is_same(column, new, old)

    def apply(self, application: Application) -> None:
        super().apply(application)
        lock(Membership)
        first = last_id(Membership)
        team = application.value("team", "bigint")
        # Who is in the team already is told by the index: to look for each of them first took minutes where the
        # database had no statistics of the table yet.
        application.execute(
            "INSERT INTO volunteers_membership (team_id, volunteer_id, valid_from) "  # noqa: S608
            f"SELECT {team}, {application.record}, %s FROM {application.rows} "
            f"WHERE {application.where()} AND {team} IS NOT NULL "
            "ON CONFLICT (team_id, volunteer_id) WHERE valid_to IS NULL DO NOTHING",
            [application.today.isoformat()],
        )
        application.remember("memberships", [first, last_id(Membership)])

    def undo(self, application: Application) -> None:
        first, last = application.made["memberships"]
        Membership.objects.filter(pk__gt=first, pk__lte=last).delete()
        one, other = application.created("first_id"), application.created("second_id")
        application.execute(f"DELETE FROM volunteers_notdouble WHERE {one} OR {other}")  # noqa: S608
        super().undo(application)


class VolunteerRules:
    """No children, and nobody who has withdrawn. Likely doubles are no refusal: the clerk is asked afterwards."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        gone = Volunteer.objects.exclude(withdrawn_at=None)
        self.gone = frozenset(gone.values_list("number", flat=True))

    def __call__(self, chunk: Chunk) -> None:
        blank = [None] * len(chunk)
        years, hashes = (chunk.values.get(name) or blank for name in ("birth_year", "id_hash"))
        numbers = chunk.values["number"]
        for position in chunk.good():
            if not hashes[position] and not is_old_enough(years[position], at=self.at):
                chunk.refuse(position, "出生年份", _("may be under 14 years old"), years[position])
            elif numbers[position] in self.gone:
                reason = _("has withdrawn and is not registered again by a list")
                chunk.refuse(position, "志愿者编号", reason, numbers[position])
