"""An import by real workers: killed in the middle of writing, finished by the next."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from core.choices import BatchState, JobState
from core.imports import background, batches
from core.models import ImportBatch, Job
from inspections.models import Point, PointDuty
from tests.patience import wait_until

pytestmark = pytest.mark.worker
LIST = """点位编号,点位名称,点位类型,街道（乡镇）,社区（村）,经度,纬度,包保市领导,包保单位,责任人
DZ10001,兴定路农贸市场,农贸市场,北城区街道,东街社区,115.01,38.51,朱娜英,市交通运输局,黄国
DZ10002,刀枪街农贸市场,农贸市场,北城区街道,西街社区,115.02,38.52,刘英秀,市交通运输局,孙建
DZ10003,博陵街主次干道,主次干道,东亭镇,西庄村,115.03,38.53,郭强霞,市城市管理综合行政执法局,王磊
"""


@pytest.fixture
def checked(city) -> ImportBatch:
    file = ContentFile(LIST.encode(), name="points.csv")
    return batches.read(batches.upload("points", file, name="points.csv", by=None, at=timezone.now()))


def points() -> list[tuple]:
    new = Point.objects.filter(code__startswith="DZ1").order_by("code")
    return list(new.values_list("code", "department__name"))


def test_an_import_whose_worker_was_killed_is_applied_once_and_whole(checked, start_worker, held, other, send, cast):
    duties = PointDuty.objects.count()
    first = start_worker()
    with held("inspections_pointduty"):
        job = background.ask("import.apply", checked, by=cast.administrator)
        wait_until(lambda: other.waiting() == 1, "the import's stop at the lock")
        first.kill()
    assert (points(), PointDuty.objects.count()) == ([], duties)
    start_worker()
    wait_until(
        lambda: send("core.tasks.pick_up") and Job.objects.get(pk=job.pk).state == JobState.DONE,
        "the second worker's import",
    )
    checked.refresh_from_db()
    assert (checked.state, Job.objects.get(pk=job.pk).attempts) == (BatchState.APPLIED, 2)
    assert points() == [
        ("DZ10001", "市交通运输局"),
        ("DZ10002", "市交通运输局"),
        ("DZ10003", "市城市管理综合行政执法局"),
    ]
