"""Volunteers and their membership of teams. Personal data is minimal and masked where it is shown."""

from datetime import date, datetime
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Right
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from command.models import Area, Department, User
from core.models import ImportBatch
from core.personal import mask_identity, mask_name, mask_phone
from core.sealed import unseal
from volunteers.choices import Category, ConsentMeans, Sex, State
from volunteers.models.teams import Team, led_by, sees_all_teams

EARLIEST_BIRTH_YEAR = 1900
# By so many last digits a phone is found.
PHONE_TAIL = 4
MOBILE_NUMBER = RegexValidator(r"^1[3-9][0-9]{9}$", _("A mobile number has 11 digits and begins with 13 to 19."))


class VolunteerQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the volunteers in the row scope of ``user``: a leader sees the present members of the own teams."""
        if sees_all_teams(user):
            return self
        return self.filter(pk__in=Membership.objects.visible_to(user).current().values("volunteer_id"))

    def present(self) -> Self:
        """Return those who have not withdrawn (which the erased have) and are nobody's double."""
        return self.filter(merged_into=None, withdrawn_at=None)

    def registered(self, at: datetime) -> Self:
        """Return those registered at a moment and not withdrawn, confirmed or not; a merged row is nobody."""
        rows = self.filter(merged_into=None, registered_at__lte=at)
        return rows.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))

    def confirmed(self, at: datetime) -> Self:
        """Return the registered whose own consent is recorded: the only ones that figures count as volunteers."""
        return self.registered(at).filter(consented_at__lte=at)

    def unconfirmed(self, at: datetime) -> Self:
        """Return the registered whose consent is still missing, such as rows of an imported list."""
        return self.registered(at).filter(Q(consented_at=None) | Q(consented_at__gt=at))


class Volunteer(models.Model):
    """A person who serves. Unconfirmed until the own consent is recorded (个人信息保护法, articles 13 and 14).

    The ID number lies sealed, with a keyed hash that tells whether somebody is registered already. An erased row
    has no personal data left and stays, so that the totals of the past stay true. A merged row was another's double.
    """

    number = models.CharField(_("volunteer number"), max_length=30, unique=True)
    name = models.CharField(_("full name"), max_length=40)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    category = models.CharField(_("participant group"), max_length=8, choices=Category, default=Category.CITIZEN)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="volunteers", verbose_name=_("unit")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="volunteers", verbose_name=_("area")
    )
    phone = models.CharField(_("mobile number"), max_length=11, blank=True, validators=[MOBILE_NUMBER])
    id_sealed = models.TextField(_("ID number, sealed"), blank=True, editable=False)
    id_hash = models.CharField(
        _("fingerprint of the ID number"), max_length=64, null=True, blank=True, unique=True, editable=False
    )
    registered_at = models.DateTimeField(_("registration time"), default=timezone.now)
    consented_at = models.DateTimeField(_("consented at"), null=True, blank=True)
    consent_means = models.CharField(_("how consented"), max_length=8, choices=ConsentMeans, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="doubles", verbose_name=_("merged into")
    )
    link_version = models.PositiveIntegerField(
        _("version of the link to the own page"), default=0, db_default=0, editable=False
    )
    source = models.ForeignKey(
        ImportBatch,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("from the list"),
        db_index=False,
    )

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__gte=EARLIEST_BIRTH_YEAR),
                name="volunteer_birth_year_plausible",
                violation_error_message=_("The year of birth is not possible."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("registered_at")),
                name="volunteer_withdrawn_after_registered",
                violation_error_message=_("Nobody can withdraw before registering."),
            ),
            models.CheckConstraint(
                condition=Q(id_hash=None, id_sealed="") | Q(id_hash__isnull=False) & ~Q(id_sealed=""),
                name="volunteer_id_sealed_and_hashed",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(name="", phone="", sex="", birth_year=None, id_hash=None, withdrawn_at__isnull=False),
                name="volunteer_erased_wholly",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="volunteer_not_merged_into_itself"
            ),
        ]
        permissions = [
            ("unmask_volunteer", "Can read the whole phone and ID number of a volunteer"),
            ("erase_volunteer", "Can erase the personal data of a volunteer"),
        ]
        indexes = [
            # Equal names and, whatever the collation of the database, names that begin alike.
            models.Index(
                fields=["name", "birth_year", "department"],
                name="volunteer_by_name",
                opclasses=["varchar_pattern_ops", "int2_ops", "int8_ops"],
            ),
            models.Index(Right("phone", PHONE_TAIL), name="volunteer_phone_tail"),
            models.Index(fields=["consented_at"], name="volunteer_registered", condition=Q(withdrawn_at=None)),
        ]

    def __str__(self) -> str:
        """Labels are masked: they reach the audit trail, which is never erased."""
        return f"{self.number} {self.masked_name}".strip()

    @property
    def masked_name(self) -> str:
        """The name as lists show it, such as ``张**``."""
        return mask_name(self.name)

    @property
    def masked_phone(self) -> str:
        """The phone as lists show it, such as ``138****1234``."""
        return mask_phone(self.phone)

    @property
    def masked_id(self) -> str:
        """The ID number such as ``130682********1234``. It is unsealed for that: for one row, not for lists."""
        return mask_identity(unseal(self.id_sealed))

    @property
    def is_present(self) -> bool:
        """Whether :meth:`VolunteerQuerySet.present` would return the row."""
        return not (self.merged_into_id or self.withdrawn_at)

    @property
    def state(self) -> State:
        """How the volunteer stands now."""
        if self.merged_into_id:
            return State.MERGED
        if self.erased_at:
            return State.ERASED
        if self.withdrawn_at:
            return State.WITHDRAWN
        return State.CONFIRMED if self.consented_at else State.UNCONFIRMED

    @property
    def is_confirmed(self) -> bool:
        return self.state == State.CONFIRMED


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the memberships in the row scope of ``user``."""
        return self.filter(led_by(user, "team__"))

    def current(self) -> Self:
        """Return the memberships that nobody has ended."""
        return self.filter(valid_to=None)

    def active(self, on: date) -> Self:
        """Return the memberships in force on a date (both days included)."""
        return self.filter(Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on))


class Membership(models.Model):
    """A volunteer in a team, between two dates. Somebody may serve in several teams, once in each at a time."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships", verbose_name=_("volunteer team"))
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="memberships", verbose_name=_("volunteer"))
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["team", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="membership_from_before_to",
                violation_error_message=_("The last day in force is before the first."),
            ),
            models.UniqueConstraint(
                fields=["team", "volunteer"],
                condition=Q(valid_to=None),
                name="membership_once_at_a_time",
                violation_error_message=_("This volunteer already belongs to the team."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team}: {self.volunteer}"
