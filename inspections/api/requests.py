"""What is sent with a verb. Its serializer is made from the signature of its domain function, so they cannot differ."""

import inspect
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from command.models import Area, Department, User
from core.api.fields import DegreesField, IdField, UploadsField
from core.choices import Clock
from inspections.choices import Source, Verb
from inspections.domain import people, queries
from inspections.domain.deadlines import LONGEST_EXTENSION
from inspections.forms.verbs import ACTIONS
from inspections.models import Category, Point, Ticket, TimeLimit

NOTE_LENGTH = 2000
# What the door itself fills in.
GIVEN = {"ticket", "by", "at", "version"}


class TicketField(serializers.SlugRelatedField):
    """A ticket in the caller's scope, by its number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="number", queryset=Ticket.objects.all(), **kwargs)

    def get_queryset(self) -> Any:
        return Ticket.objects.visible_to(self.context["request"].user)


class ColleagueField(IdField):
    """A person of the unit that has the ticket."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.none(), **kwargs)

    def get_queryset(self) -> Any:
        return people.colleagues(self.context["ticket"])


class PointField(serializers.SlugRelatedField):
    """A point in the caller's scope and in use, by its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="code", queryset=Point.objects.all(), **kwargs)

    def get_queryset(self) -> Any:
        rows = Point.objects.visible_to(self.context["request"].user).active(timezone.localdate())
        return rows.select_related("area")


FIELDS: dict[str, Callable[..., serializers.Field]] = {
    "note": lambda **need: serializers.CharField(max_length=NOTE_LENGTH, allow_blank=not need["required"], **need),
    "description": lambda **need: serializers.CharField(max_length=NOTE_LENGTH, **need),
    "photos": lambda **need: UploadsField(**need),
    "department": lambda **need: IdField(queryset=Department.objects.handling(), **need),
    "limit": lambda **need: IdField(queryset=TimeLimit.objects.filter(set__is_current=True), **need),
    "amount": lambda **need: serializers.IntegerField(min_value=1, max_value=LONGEST_EXTENSION, **need),
    "clock": lambda **need: serializers.ChoiceField(Clock.choices, **need),
    "person": lambda **need: ColleagueField(**need),
    "into": lambda **need: TicketField(**need),
}


class VerbRequest(serializers.Serializer):
    """The arguments of a verb, beyond who, when and the version."""

    def validate_limit(self, limit: TimeLimit) -> TimeLimit:
        """Refuse a limit of another category, as the page does by not offering it."""
        if limit not in queries.suggested_limits(self.context["ticket"].category):
            raise serializers.ValidationError(_("This limit is for another category."))
        return limit


def request_of(verb: Verb) -> type[VerbRequest]:
    """Return the serializer of what is sent with ``verb``."""
    parameters = inspect.signature(ACTIONS[verb].carry_out).parameters
    fields = {
        name: FIELDS[name](required=parameter.default is parameter.empty)
        for name, parameter in parameters.items()
        if name not in GIVEN
    }
    name = "".join(part.capitalize() for part in verb.value.split("_"))
    return type(f"{name}Verb", (VerbRequest,), fields)


class ProblemRequest(serializers.Serializer):
    """Where a problem is and what it is. ``point``, or at least ``area``, says where; degrees are WGS-84."""

    point = PointField(required=False, allow_null=True)
    area = serializers.SlugRelatedField(slug_field="code", queryset=Area.objects.all(), required=False, allow_null=True)
    place = serializers.CharField(max_length=200, required=False, allow_blank=True)
    longitude = DegreesField(180, required=False, allow_null=True)
    latitude = DegreesField(90, required=False, allow_null=True)
    category = IdField(queryset=Category.objects.current())
    description = serializers.CharField(max_length=NOTE_LENGTH)

    def validate(self, facts: dict[str, Any]) -> dict[str, Any]:
        if (facts.get("longitude") is None) != (facts.get("latitude") is None):
            raise serializers.ValidationError({"longitude": [_("Longitude and latitude go together.")]})
        return facts | ({"area": None} if facts.get("point") else {})


class ReportRequest(ProblemRequest):
    """A problem to be logged. ``anyway``: log it although one of its category is open at the point."""

    source = serializers.ChoiceField(Source.choices, default=Source.PATROL)
    photos = UploadsField(required=False)
    anyway = serializers.BooleanField(default=False)


class OnTheSpotRequest(ProblemRequest):
    """A problem that was found and put right in one visit."""

    before = UploadsField()
    after = UploadsField()


class DraftPhotoRequest(serializers.Serializer):
    """A photo of a draft to come. ``account``: whose draft it is."""

    photo = serializers.FileField()
    account = serializers.IntegerField(required=False, min_value=1)


class DraftRequest(ProblemRequest):
    """A draft that a browser has kept. ``photos`` and ``after`` are keys of photos that have been sent before.

    ``waited`` is how long ago it was begun, in seconds. ``account`` is whose draft it is: refused (409) where
    another one sends it. ``anyway`` and ``attach_to`` say what to do where such a problem is open at the point.
    """

    account = serializers.IntegerField(required=False, min_value=1)
    area = IdField(queryset=Area.objects.all(), required=False, allow_null=True)
    source = serializers.ChoiceField(Source.choices, default=Source.PATROL)
    on_the_spot = serializers.BooleanField(default=False)
    photos = serializers.ListField(child=serializers.UUIDField(), max_length=20, required=False, default=list)
    after = serializers.ListField(child=serializers.UUIDField(), max_length=20, required=False, default=list)
    waited = serializers.FloatField(min_value=0, max_value=1e9, required=False, allow_null=True)
    anyway = serializers.BooleanField(default=False)
    attach_to = serializers.CharField(max_length=20, required=False, allow_blank=True)
