"""Likely doubles of the demonstration city: some of the staff stand on a second list, without an ID number."""

from datetime import datetime

from command.choices import Role
from command.models import User
from volunteers.choices import Category
from volunteers.domain import apart
from volunteers.models import Volunteer

PAIRS = 6
TAKEN = ("name", "sex", "birth_year", "department_id")


def load(*, at: datetime) -> None:
    """Let the last of the organ staff resemble the first; one pair was told apart already."""
    staff = Volunteer.objects.present().filter(category=Category.ORGAN)
    pairs = list(zip(staff.order_by("pk")[:PAIRS], staff.order_by("-pk")[:PAIRS], strict=True))
    for known, double in pairs:
        for field in TAKEN:
            setattr(double, field, getattr(known, field))
        double.phone, double.id_sealed, double.id_hash = "", "", None
    Volunteer.objects.bulk_update([double for _known, double in pairs], [*TAKEN, "phone", "id_sealed", "id_hash"])
    office = User.objects.filter(groups__name=Role.OFFICE).order_by("pk").first()
    apart.tell_apart(*pairs[0], reason="两人均已电话核实，同名同岁", by=office, at=at)
