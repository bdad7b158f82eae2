"""What the own page tells a volunteer: hours of service, their corrections, certificates, and what comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Sum
from django.db.models.functions import ExtractYear

from volunteers.domain import hours, shifts
from volunteers.models import Activity, Attendance, Certificate, Correction, SignUp, Volunteer
from volunteers.models.activities import ActivityQuerySet
from volunteers.models.certificates import CertificateQuerySet
from volunteers.models.corrections import CorrectionQuerySet
from volunteers.models.shifts import ShiftQuerySet
from volunteers.models.taking_part import AttendanceQuerySet

LOOKS_AHEAD = timedelta(days=14)
# So many corrections are told, the latest.
LATEST = 10


@dataclass(frozen=True)
class Year:
    """What somebody served in a calendar year of the city; an activity counts where it began."""

    year: int
    turns: int
    minutes: int


def served(volunteer: Volunteer) -> AttendanceQuerySet:
    """Return what the person took part in, newest first, each with whether it ``is_corrected``."""
    rows = Attendance.objects.held().filter(volunteer=volunteer)
    related = rows.select_related("activity__team", "activity__department")
    return hours.with_corrected(related).order_by("-activity__starts_at", "-pk")


def years(volunteer: Volunteer) -> list[Year]:
    """Return what the person served in each year, the latest first."""
    rows = Attendance.objects.held().filter(volunteer=volunteer).order_by()
    groups = rows.annotate(year=ExtractYear("activity__starts_at")).values_list("year")
    return [Year(*group) for group in groups.annotate(Count("pk"), Sum("minutes")).order_by("-year")]


def corrections(volunteer: Volunteer) -> CorrectionQuerySet:
    """Return the latest corrections of the person's hours, those too that struck a record out."""
    return Correction.objects.filter(volunteer=volunteer).select_related("activity")[:LATEST]


def certificates_of(volunteer: Volunteer) -> CertificateQuerySet:
    """Return what was certified of the person, the latest first, revoked ones too."""
    return Certificate.objects.filter(volunteer=volunteer).select_related("team", "department")


def coming(volunteer: Volunteer, *, at: datetime) -> ActivityQuerySet:
    """Return what the person's teams hold now and within :data:`LOOKS_AHEAD`, each with its ``posts``."""
    teams = volunteer.memberships.current().values("team")
    rows = Activity.objects.held().filter(ends_at__gt=at, starts_at__lt=at + LOOKS_AHEAD, team__in=teams)
    posts = Prefetch("shifts", queryset=_posts(volunteer, at), to_attr="posts")
    return rows.select_related("team").prefetch_related(posts).order_by("starts_at", "pk")


def _posts(volunteer: Volunteer, at: datetime) -> ShiftQuerySet:
    """Return what is open to the person, each with whether another post of theirs ``clashes`` with it."""
    mine = SignUp.objects.standing().filter(volunteer=volunteer).exclude(shift=OuterRef("pk"))
    clash = mine.during(OuterRef("starts_at"), OuterRef("ends_at"))
    return shifts.open_to(volunteer, at=at).annotate(clashes=Exists(clash))
