"""``python -m tests.journeys.seed``: the cast of the tests in the database of a portal that runs by itself."""

import os

import django


def add_unit_of_the_town(city) -> None:
    """Add the one unit that the office's list of points names and that a city with this town would have."""
    from command.choices import DepartmentKind
    from command.models import Department

    Department.objects.create(name="北城区街道党工委", kind=DepartmentKind.SUBDISTRICT, area=city.north)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campaign_portal.settings")
    django.setup()
    from django.core.management import call_command

    from tests.cast import build_cast, build_city

    call_command("migrate", verbosity=0)
    city = build_city()
    build_cast(city)
    add_unit_of_the_town(city)


if __name__ == "__main__":
    main()
