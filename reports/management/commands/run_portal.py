"""``manage.py run_portal``: the whole portal on one machine, until Ctrl-C. ``make run`` calls it."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.running import preparation
from core.running.portal import Portal, check_port, only_one, stop_on_signals
from reports.demo.accounts import ACCOUNTS, PASSWORD
from tools.messages import compile_if_changed


def port_number(text: str) -> int:
    """Return a TCP port; ``ArgumentTypeError`` with a sentence for what is none."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(_("A port is a number from 1 to 65535, not “%(text)s”.") % {"text": text})
    return int(text)


class Command(BaseCommand):
    help = "Run web server, worker, beat and, without REDIS_URL, an embedded broker, until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=port_number, default=os.environ.get("PORT", "8000"))
        parser.add_argument("--no-demo", action="store_true", help="Leave an empty database empty.")

    def handle(self, *args: Any, host: str, port: int, no_demo: bool, **options: Any) -> None:
        if compile_if_changed():
            # What is said in this process would still be English: begin again with the new catalogue.
            os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606
        try:
            with only_one():
                self._run(host, port, with_demo=not (no_demo or settings.PRODUCTION))
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _run(self, host: str, port: int, *, with_demo: bool) -> None:
        check_port(host, port)
        portal = Portal(host, port, self._say)
        stop_on_signals()
        try:
            portal.start_broker()
            self._prepare(with_demo=with_demo)
            portal.start()
            self._welcome(portal)
            portal.run()
        except KeyboardInterrupt:
            self._say("")
        finally:
            self._say(_("Stopping …"))
            portal.stop()

    def _prepare(self, *, with_demo: bool) -> None:
        if preparation.migrate():
            self._say(_("The database is in shape."))
        if preparation.collect_static():
            self._say(_("The assets are collected."))
        if with_demo and not get_user_model().objects.exists():
            self._say(_("Loading the demonstration city …"))
            call_command("load_demo", scale="small")

    def _welcome(self, portal: Portal) -> None:
        lines = [
            "",
            _("The portal is ready: %(address)s") % {"address": portal.address},
            "",
            *self._accounts(),
            _("Logs: %(path)s") % {"path": portal.logs},
            _("For a city: PostgreSQL by DATABASE_URL=postgres://user:password@host:5432/name,"),
            _("Redis by REDIS_URL=redis://host:6379/0; everything else in docs/running.md."),
            _("Stop it with Ctrl-C."),
        ]
        self._say("\n".join(lines))

    def _accounts(self) -> list[str]:
        """Return the lines about the demonstration's accounts, unless their password has been changed."""
        users = get_user_model().objects.filter(is_active=True).in_bulk(field_name="username")
        shown = [account for account in ACCOUNTS if account.username in users]
        if not shown or not users[shown[0].username].check_password(PASSWORD):
            return []
        title = _("Accounts of the demonstration, password %(password)s:") % {"password": PASSWORD}
        return [title, *(f"  {a.username:<12}{a.name}（{a.role.label}）" for a in shown), ""]

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
