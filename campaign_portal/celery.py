"""The Celery application: wiring only. A message is a hint, the row is the truth (docs/architecture.md)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campaign_portal.settings")

app = Celery("campaign_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def every(seconds: int, task: str) -> dict[str, object]:
    """Return the entry of a task that runs every so many seconds; a message nobody took by then is dropped."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


# One beat sends these. Two would do no harm: every task claims what it does.
app.conf.beat_schedule = {
    "pick up jobs left lying": every(5, "core.tasks.pick_up"),
    "send what the outbox holds": every(10, "core.tasks.deliver"),
    "write the daily digests": every(300, "core.tasks.write_digests"),
    "send what waits for work chats": every(10, "command.tasks.send_to_chats"),
    "write the digests of work chats": every(300, "command.tasks.write_chat_digests"),
    "forget the log of work chats": every(3600, "command.tasks.forget_chats"),
    "forget notices read long ago": every(3600, "core.tasks.forget_notices"),
    "show a sign of life": every(10, "core.tasks.heartbeat"),
    "fire the rungs that are due": every(60, "inspections.tasks.sweep"),
    "forget photos whose form was never sent": every(3600, "inspections.tasks.forget_uploads"),
    "forget old jobs and the files they made": every(3600, "core.tasks.forget_work"),
    "forget old answers of the API": every(3600, "core.tasks.forget_answers"),
    "make attendances of check-ins": every(60, "volunteers.tasks.settle_check_ins"),
    "make recurring activities ahead": every(3600, "volunteers.tasks.make_occurrences"),
    "remind leaders of tomorrow": every(600, "volunteers.tasks.remind_leaders"),
    "tell leaders of odd records": every(600, "volunteers.tasks.tell_of_flags"),
    "count the first page of the dashboard": every(60, "reports.tasks.warm_dashboard"),
}
