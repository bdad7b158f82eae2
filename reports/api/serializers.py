"""What the API tells of figures, and what it is asked."""

from rest_framework import serializers


class FigureValue(serializers.Serializer):
    """A figure with its definition and its value over what was asked."""

    key = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField(allow_blank=True, help_text="What one is called (人, 人次, 件); empty for a rate.")
    definition = serializers.CharField(help_text="What exactly is counted (口径).")
    value = serializers.FloatField(
        allow_null=True, help_text="A count, a sum, a mean, or a share of one; null: nothing to divide by."
    )
    display = serializers.CharField(help_text="As the portal prints it.")
    is_flow = serializers.BooleanField(help_text="Happens in the period; otherwise it stands at a moment.")
    numerator = serializers.FloatField(allow_null=True, help_text="Of a rate; null for any other figure.")
    denominator = serializers.FloatField(allow_null=True)
    narrowed_by = serializers.ListField(
        child=serializers.CharField(), help_text="What of department, area and category applies to it."
    )
    records = serializers.URLField(help_text="The page that lists exactly the records counted.")


class FigureSheet(serializers.Serializer):
    """The figures of one scope, and what the scope is."""

    at = serializers.DateTimeField(help_text="Time of the data.")
    since = serializers.DateField()
    until = serializers.DateField()
    area = serializers.CharField(allow_blank=True, help_text="Division code; empty for the whole city.")
    department = serializers.IntegerField(allow_null=True)
    category = serializers.IntegerField(allow_null=True)
    figures = FigureValue(many=True)


class Earlier(serializers.Serializer):
    """What a flow was over an earlier period."""

    since = serializers.DateField()
    until = serializers.DateField()
    value = serializers.FloatField(allow_null=True)
    display = serializers.CharField()
    change = serializers.FloatField(allow_null=True, help_text="Since then: a difference, or percentage points.")
    records = serializers.URLField()


class FigureDetail(FigureValue):
    """One figure, compared."""

    at = serializers.DateTimeField(help_text="Time of the data.")
    since = serializers.DateField()
    until = serializers.DateField()
    previous = Earlier(allow_null=True, help_text="环比: the period of equal length before; null for what stands.")
    year_before = Earlier(allow_null=True, help_text="同比: the same days a year earlier; null for what stands.")


class FigureQuery(serializers.Serializer):
    """What the figures are counted over; left out, the last 30 days of the whole city."""

    since = serializers.DateField(required=False, help_text="First day. With it, ``until`` is today where left out.")
    until = serializers.DateField(required=False, help_text="Last day.")
    area = serializers.CharField(required=False, help_text="Division code at any level.")
    department = serializers.IntegerField(required=False, help_text="Number of a responsible unit.")
    category = serializers.IntegerField(required=False, help_text="Number of a category.")
