"""ID numbers of nobody, for tests."""

from volunteers.domain.identity import check_character


def id_number(born: str = "19900305", serial: int = 21, region: str = "130682") -> str:
    """Return a valid number of somebody born on a day (``YYYYMMDD``); an odd serial is a man's."""
    digits = f"{region}{born}{serial:03d}"
    return digits + check_character(digits)
