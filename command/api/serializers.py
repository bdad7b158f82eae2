"""What the API tells of areas and departments."""

from rest_framework import serializers

from command.choices import AreaRank, DepartmentKind
from core.api.rows import CodedName, NumberedName, RowSerializer


class LevelRow(RowSerializer):
    """A level of the division tree. ``rank``: 1 city, 2 town, 3 village, 4 grid."""

    key = serializers.CharField()
    name = serializers.CharField()
    rank = serializers.ChoiceField(AreaRank.choices)


class AreaRow(RowSerializer):
    """An area. Its code begins with its parent's."""

    code = serializers.CharField()
    name = serializers.CharField()
    level = LevelRow()
    parent = serializers.CharField(source="parent.code", allow_null=True)
    is_official = serializers.BooleanField(help_text="Whether the code is an official division code.")
    active_from = serializers.DateField(allow_null=True)
    active_to = serializers.DateField(allow_null=True)


class DepartmentRow(RowSerializer):
    """A department of the campaign, in force between two dates."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(DepartmentKind.choices)
    parent = NumberedName(allow_null=True)
    area = CodedName(allow_null=True)
    active_from = serializers.DateField(allow_null=True)
    active_to = serializers.DateField(allow_null=True)
