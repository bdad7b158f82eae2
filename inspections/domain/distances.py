"""Distances over the ground, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

# Longitude and latitude in WGS-84 degrees.
Place = tuple[float, float]
# Mean radius of the earth (IUGG).
EARTH_METRES = 6_371_008.8


def metres(a: Place, b: Place) -> float:
    """Return the distance of two places along a great circle (haversine)."""
    (lon1, lat1), (lon2, lat2) = ((radians(lon), radians(lat)) for lon, lat in (a, b))
    part = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(part))
