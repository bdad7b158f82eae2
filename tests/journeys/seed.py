"""``python -m tests.journeys.seed``: the cast of the tests in the database of a portal that runs by itself."""

import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campaign_portal.settings")
    django.setup()
    from django.core.management import call_command

    from tests.cast import build_cast, build_city

    call_command("migrate", verbosity=0)
    build_cast(build_city())


if __name__ == "__main__":
    main()
