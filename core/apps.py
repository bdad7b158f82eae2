"""App configuration of ``core``."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


def after_migrate(sender: AppConfig, using: str, **kwargs: object) -> None:
    from core.domain import reference

    if using == "default":
        reference.seed()


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        from core import tasks
        from core.domain import calendar, topics
        from core.imports import background  # noqa: F401 - registers the handlers of import jobs

        tasks.plug_in()
        for topic in (topics.OVERVIEW, topics.OWN_WORK):
            topics.register(topic)
        post_migrate.connect(after_migrate, sender=self)
        for model in ("WorkPeriod", "SpecialDay", "CalendarYear"):
            for signal in (post_save, post_delete):
                signal.connect(calendar.changed, sender=self.get_model(model), dispatch_uid=f"calendar {model}")
