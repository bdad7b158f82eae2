"""What the API tells of figures, and what it is asked."""

from rest_framework import serializers


class FigureValue(serializers.Serializer):
    """A figure with its definition and its value over what was asked."""

    key = serializers.CharField()
    name = serializers.CharField()
    definition = serializers.CharField(help_text="What exactly is counted (口径).")
    value = serializers.FloatField(allow_null=True, help_text="A count, or a share of one; null: nothing to divide by.")
    display = serializers.CharField(help_text="As the portal prints it.")
    is_flow = serializers.BooleanField(help_text="Happens in the period; otherwise it stands at the time of the data.")
    numerator = serializers.IntegerField()
    denominator = serializers.IntegerField(allow_null=True)
    change = serializers.FloatField(
        allow_null=True, help_text="Against the period before: a difference of counts, or percentage points."
    )


class FigureSheet(serializers.Serializer):
    """The figures of one scope, and what the scope is."""

    at = serializers.DateTimeField(help_text="Time of the data.")
    since = serializers.DateField()
    until = serializers.DateField()
    area = serializers.CharField(allow_blank=True, help_text="Division code; empty for the whole city.")
    department = serializers.IntegerField(allow_null=True)
    category = serializers.IntegerField(allow_null=True)
    figures = FigureValue(many=True)


class FigureQuery(serializers.Serializer):
    """What the figures are counted over; left out, the last 30 days of the whole city."""

    since = serializers.DateField(required=False, help_text="First day. With it, ``until`` is today where left out.")
    until = serializers.DateField(required=False, help_text="Last day.")
    area = serializers.CharField(required=False, help_text="Division code of a town.")
    department = serializers.IntegerField(required=False, help_text="Number of a responsible unit.")
    category = serializers.IntegerField(required=False, help_text="Number of a category.")
