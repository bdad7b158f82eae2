"""From the upload to the picture on the page, through the queue."""

from core.choices import JobState
from core.domain import jobs
from core.models import Job
from inspections.models import TicketPhoto
from tests.inspections.photos import photo


def test_a_worker_prepares_what_was_uploaded(desk):
    ticket = desk.report(photos=[photo(size=(640, 480))])
    jobs.run_waiting()
    row = ticket.photos.get()
    assert (row.state, row.width, row.height, bool(row.display), bool(row.thumbnail)) == ("ready", 640, 480, True, True)
    assert Job.objects.get(kind="photo.prepare").result == {"state": "ready"}


def test_a_photo_that_is_prepared_twice_is_prepared_once(desk):
    ticket = desk.report(photos=[photo()])
    jobs.run_waiting()
    before = ticket.photos.values().get()
    Job.objects.update(state=JobState.QUEUED)
    jobs.run_waiting()
    assert ticket.photos.values().get() == before


def test_a_photo_that_is_gone_is_no_work(desk):
    job = jobs.ask("photo.prepare", {"photo": str(TicketPhoto().pk)})
    jobs.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, {"state": "gone"})
