"""What the API tells of points, categories, limits, tickets, events and photos."""

from rest_framework import serializers

from core.api.rows import CodedName, NumberedName, RowSerializer
from core.choices import Clock, PhotoState
from inspections.choices import CategoryKind, PhotoRole, Source, TicketState, Verb


class PointTypeRow(RowSerializer):
    """A type of point. Some are no places (a bus line)."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    is_place = serializers.BooleanField()


class PointRow(RowSerializer):
    """A point. Degrees are WGS-84."""

    code = serializers.CharField()
    name = serializers.CharField()
    type = NumberedName()
    area = CodedName()
    address = serializers.CharField()
    longitude = serializers.FloatField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    department = NumberedName(allow_null=True)
    active_from = serializers.DateField(allow_null=True)
    active_to = serializers.DateField(allow_null=True)
    changed_at = serializers.DateTimeField()


class CategoryName(RowSerializer):
    """A category, named."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()


class CategoryRow(CategoryName):
    """A category that a problem can be given, with its main category."""

    kind = serializers.ChoiceField(CategoryKind.choices)
    parent = CategoryName()


class LimitRow(RowSerializer):
    """A time limit of the set in use. ``category`` is null for the default."""

    id = serializers.IntegerField()
    category = CategoryName(allow_null=True)
    condition = serializers.CharField()
    result = serializers.CharField()
    amount = serializers.IntegerField()
    clock = serializers.ChoiceField(Clock.choices)


class TicketRow(RowSerializer):
    """A ticket as lists tell it. Times are in UTC, degrees are WGS-84."""

    number = serializers.CharField()
    state = serializers.ChoiceField(TicketState.choices)
    version = serializers.IntegerField(help_text="Grows with every event.")
    source = serializers.ChoiceField(Source.choices)
    category = CategoryName()
    point = CodedName(allow_null=True)
    area = CodedName()
    place = serializers.CharField()
    longitude = serializers.FloatField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    description = serializers.CharField()
    department = NumberedName(allow_null=True, help_text="The responsible unit.")
    reported_at = serializers.DateTimeField()
    dispatched_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    rectified_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    on_the_spot = serializers.BooleanField()
    rework_count = serializers.IntegerField()
    return_count = serializers.IntegerField()


class TicketDetail(TicketRow):
    """A ticket with all its facts, and the verbs that the caller may do now."""

    added = ("verbs",)

    finder = NumberedName(allow_null=True)
    finder_department = NumberedName(allow_null=True)
    followed_by = NumberedName(allow_null=True, help_text="The supervision group that follows it.")
    handler = NumberedName(allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)
    registered_at = serializers.DateTimeField(allow_null=True)
    limit_amount = serializers.IntegerField(allow_null=True)
    limit_clock = serializers.ChoiceField(Clock.choices, allow_blank=True)
    remaining_minutes = serializers.IntegerField(
        allow_null=True, help_text="While the clock stands: minutes left by that clock, negative when overdue."
    )
    extension_asked_at = serializers.DateTimeField(allow_null=True)
    relapse_of = serializers.CharField(source="relapse_of.number", allow_null=True)
    merged_into = serializers.CharField(source="merged_into.number", allow_null=True)
    verbs = serializers.ListField(child=serializers.ChoiceField(Verb.choices))


class EventRow(RowSerializer):
    """One thing that happened to a ticket. ``data`` holds what the verb changed."""

    id = serializers.IntegerField()
    ticket = serializers.CharField(source="ticket.number")
    verb = serializers.ChoiceField(Verb.choices)
    from_state = serializers.ChoiceField(TicketState.choices, allow_blank=True)
    to_state = serializers.ChoiceField(TicketState.choices)
    at = serializers.DateTimeField()
    actor = NumberedName(allow_null=True)
    department = NumberedName(allow_null=True)
    note = serializers.CharField()
    data = serializers.DictField()


class PhotoRow(RowSerializer):
    """A photo of a ticket. Its copies are at ``/api/v1/photos/{id}/display/`` and ``…/thumbnail/`` once it is ready."""

    id = serializers.UUIDField()
    event = serializers.IntegerField(help_text="The event with which it came.")
    role = serializers.ChoiceField(PhotoRole.choices)
    state = serializers.ChoiceField(PhotoState.choices)
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    taken_at = serializers.DateTimeField(allow_null=True)
    uploaded_at = serializers.DateTimeField()


class PhotoDetail(PhotoRow):
    """A photo of a ticket, by itself."""

    ticket = serializers.CharField(source="ticket.number")
    error = serializers.CharField(help_text="Why its copies cannot be made.")
