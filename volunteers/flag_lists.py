"""Flags as the page shows them: with the records that they are about, as far as the reader may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from command.models import User
from volunteers.domain.sanity import Flag
from volunteers.forms.flags import ALL, ANSWERED
from volunteers.models import Activity, Attendance, FlagNote

# So many people of a flag are named on the page; the list of the activity has all of them.
NAMED = 8


@dataclass(frozen=True)
class ShownFlag:
    """A flag with its rows. ``other`` is None where the reader must not see it; ``records`` are the first few."""

    flag: Flag
    activity: Activity
    other: Activity | None
    records: list[tuple[Attendance, int]]
    note: FlagNote | None

    @property
    def more(self) -> int:
        """How many people are not named."""
        return len(self.flag.people) - len(self.records)


def narrowed(flags: Sequence[Flag], answers: Mapping[str, FlagNote], *, state: str) -> list[Flag]:
    """Return the flags that are answered, or not, or all."""
    return [flag for flag in flags if state == ALL or (flag.key in answers) == (state == ANSWERED)]


def shown(flags: Sequence[Flag], answers: Mapping[str, FlagNote], *, user: User) -> list[ShownFlag]:
    """Return the flags of a page with their rows, of whatever number in two queries."""
    wanted = {flag.activity for flag in flags} | {flag.other for flag in flags if flag.other}
    rows = Activity.objects.visible_to(user).filter(pk__in=wanted)
    activities = rows.select_related("team", "department").in_bulk()
    records = _records(flags)
    return [
        ShownFlag(
            flag=flag,
            activity=activities[flag.activity],
            other=activities.get(flag.other or 0),
            records=[(records[flag.activity, person], minutes) for person, minutes in flag.people[:NAMED]],
            note=answers.get(flag.key),
        )
        for flag in flags
    ]


def _records(flags: Sequence[Flag]) -> dict[tuple[int, int], Attendance]:
    people = {person for flag in flags for person, _minutes in flag.people[:NAMED]}
    rows = Attendance.objects.filter(activity__in={flag.activity for flag in flags}, volunteer__in=people)
    found = rows.order_by().select_related("volunteer")
    return {(record.activity_id, record.volunteer_id): record for record in found}
