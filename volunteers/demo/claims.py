"""One story of the demonstration city: a leader has taken a problem on for the next activity."""

from datetime import datetime

from volunteers.domain import claims
from volunteers.models import Activity, Claim

TRIED = 40


def load(*, at: datetime) -> int:
    """Put the most pressing problem of a town on the next activity of a led team there; return how many claims."""
    coming = Activity.objects.held().filter(starts_at__gt=at, team__leader__isnull=False)
    for activity in coming.select_related("team__leader", "area").order_by("starts_at", "pk")[:TRIED]:
        ticket = claims.offered(activity).first()
        if ticket and activity.team:
            claims.take_on(activity, ticket, by=activity.team.leader, at=at)
            break
    return Claim.objects.count()
