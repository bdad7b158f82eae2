"""Volunteers and their membership of teams. Personal data is minimal and masked where it is shown."""

from datetime import date, datetime
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from command.models import Area, Department, User
from core.personal import mask_phone
from volunteers.choices import Category, Sex
from volunteers.models.teams import Team, led_by, sees_all_teams

EARLIEST_BIRTH_YEAR = 1900
MOBILE_NUMBER = RegexValidator(r"^1[3-9][0-9]{9}$", _("A mobile number has 11 digits and begins with 13 to 19."))


class VolunteerQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Return the volunteers in the row scope of ``user``: a leader sees the present members of the own teams."""
        if sees_all_teams(user):
            return self
        return self.filter(pk__in=Membership.objects.visible_to(user).current().values("volunteer_id"))

    def registered(self, at: datetime) -> Self:
        """Return those registered at a moment and not withdrawn, confirmed or not."""
        return self.filter(Q(registered_at__lte=at), Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))

    def confirmed(self, at: datetime) -> Self:
        """Return the registered whose own consent is recorded: the only ones that figures count as volunteers."""
        return self.registered(at).filter(consented_at__lte=at)

    def unconfirmed(self, at: datetime) -> Self:
        """Return the registered whose consent is still missing, such as rows of an imported list."""
        return self.registered(at).filter(Q(consented_at=None) | Q(consented_at__gt=at))


class Volunteer(models.Model):
    """A person who serves. Unconfirmed until the own consent is recorded (个人信息保护法, articles 13 and 14)."""

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
    registered_at = models.DateTimeField(_("registration time"), default=timezone.now)
    consented_at = models.DateTimeField(_("consented at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

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
        ]
        indexes = [
            models.Index(fields=["name", "birth_year", "department"], name="volunteer_same_person"),
            models.Index(fields=["consented_at"], name="volunteer_registered", condition=Q(withdrawn_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def masked_phone(self) -> str:
        """The phone as lists show it, such as ``138****1234``."""
        return mask_phone(self.phone)

    @property
    def is_confirmed(self) -> bool:
        return self.consented_at is not None and self.withdrawn_at is None


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
