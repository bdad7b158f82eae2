"""Fields of what is sent to the API."""

import math
from typing import Any

from rest_framework import serializers


class IdField(serializers.PrimaryKeyRelatedField):
    """A record by its number. What is no whole number is refused before the database is asked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(pk_field=serializers.IntegerField(min_value=1), **kwargs)


class DegreesField(serializers.FloatField):
    """Degrees of longitude or latitude, up to ``most`` either way."""

    def __init__(self, most: int, **kwargs: Any) -> None:
        super().__init__(min_value=-most, max_value=most, **kwargs)

    def to_internal_value(self, data: Any) -> float:
        value = super().to_internal_value(data)
        if not math.isfinite(value):
            self.fail("invalid")
        return value


class UploadsField(serializers.ListField):
    """Several files of one name in a multipart form."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.FileField(), max_length=20, **kwargs)
