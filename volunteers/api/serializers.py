"""What the API tells of volunteering. Names and phones are masked; ID numbers are not told at all."""

from rest_framework import serializers

from core.api.rows import CodedName, MaskedField, NumberedName, RowSerializer
from core.personal import mask_name, mask_phone
from volunteers.choices import Category


class KindName(RowSerializer):
    """A kind of team or of activity."""

    key = serializers.CharField()
    name = serializers.CharField()


class TeamRow(RowSerializer):
    """A team, in force between two dates."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = KindName()
    department = NumberedName(allow_null=True)
    area = CodedName(allow_null=True)
    school = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)


class VolunteerRow(RowSerializer):
    """A volunteer who has not withdrawn; unconfirmed where ``consented_at`` is null."""

    number = serializers.CharField()
    name = MaskedField(mask=mask_name, help_text="Masked: the family name alone.")
    phone = MaskedField(mask=mask_phone, help_text="Masked: 138****1234.")
    category = serializers.ChoiceField(Category.choices)
    birth_year = serializers.IntegerField(allow_null=True)
    department = NumberedName(allow_null=True)
    area = CodedName(allow_null=True)
    registered_at = serializers.DateTimeField()
    consented_at = serializers.DateTimeField(allow_null=True)


class ActivityRow(RowSerializer):
    """An activity of a team or of a unit. Times are in UTC."""

    code = serializers.CharField()
    title = serializers.CharField()
    kind = KindName()
    team = CodedName(allow_null=True)
    department = NumberedName(allow_null=True)
    area = CodedName(allow_null=True)
    place = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    cancelled_at = serializers.DateTimeField(allow_null=True)


class ActivityName(RowSerializer):
    """An activity, named."""

    code = serializers.CharField()
    title = serializers.CharField()
    starts_at = serializers.DateTimeField()


class VolunteerName(RowSerializer):
    """A volunteer, masked. Who was erased has no name left."""

    number = serializers.CharField()
    name = MaskedField(mask=mask_name, help_text="Masked: the family name alone.")


class ServiceRow(RowSerializer):
    """What one volunteer served in one activity. Sixty minutes are an hour; the way there and back is not counted."""

    id = serializers.IntegerField()
    volunteer = VolunteerName()
    activity = ActivityName()
    team = CodedName(source="activity.team", allow_null=True)
    department = NumberedName(source="activity.department", allow_null=True)
    category = serializers.ChoiceField(Category.choices)
    minutes = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()


class TurnoutRow(RowSerializer):
    """How many of one group took part in an activity (人次). It covers those recorded by name."""

    id = serializers.IntegerField()
    activity = ActivityName()
    category = serializers.ChoiceField(Category.choices)
    headcount = serializers.IntegerField()
    evidence = serializers.CharField()
    recorded_at = serializers.DateTimeField()
