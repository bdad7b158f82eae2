"""What the portal itself writes, as its readers find it in the admin."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from core.domain import jobs
from core.models import Notice

pytestmark = pytest.mark.django_db


def listed(client, model, query=""):
    """Return what the list of ``model`` says of the kind of each row."""
    html = client.get(reverse(f"admin:core_{model}_changelist") + query).content.decode()
    return re.findall(r'<t[dh] class="field-(?:what|about)[^"]*">([^<]*)<', html)


def test_jobs_are_listed_and_narrowed_by_the_words_of_their_kind(client, cast):
    jobs.ask("import.read", {})
    jobs.ask("tickets.export", {})
    client.force_login(cast.auditor)
    found = listed(client, "job"), listed(client, "job", "?kind=import.read")
    assert found == (["导出问题清单", "校验清单"], ["校验清单"])


def test_notices_are_listed_and_narrowed_by_their_topic(client, cast):
    for topic in ("work", "overview"):
        Notice.objects.create(recipient=cast.clerk, topic=topic, kind="x", subject="x", created_at=timezone.now())
    client.force_login(cast.auditor)
    found = listed(client, "notice"), listed(client, "notice", "?topic=work")
    assert (sorted(found[0]), found[1]) == (["后台任务", "每日概览"], ["后台任务"])
