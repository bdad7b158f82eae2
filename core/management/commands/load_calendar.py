"""``manage.py load_calendar 2027``: enter the holidays and make-up working days of a year."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from core.domain import reference
from core.errors import DomainError


class Command(BaseCommand):
    help = "Enter the announced holidays and make-up working days of a year, from the chinesecalendar library."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--replace", action="store_true", help="replace what the calendar holds for the year")

    def handle(self, *args: object, year: int, replace: bool, **options: object) -> None:
        try:
            count = reference.load_year(year, replace=replace)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{year}: {count}")
