"""Posts of what is still to come in the demonstration city, and who has signed up for them."""

from datetime import datetime, timedelta
from itertools import islice

from volunteers.demo.activities import BATCH
from volunteers.models import Activity, Membership, Shift, SignUp

# Where people stand, how many are needed there, how many have signed up.
POSTS = (("东侧路口", 2, 2), ("西侧路口", 3, 1), ("服务台", 1, 0))


def load(*, at: datetime) -> int:
    """Set up posts for the activities of the teams that are to come; return how many."""
    coming = list(Activity.objects.held().filter(starts_at__gt=at, team__isnull=False).order_by("starts_at", "pk"))
    people = {team: iter(members) for team, members in _members({each.team_id for each in coming}).items()}
    posts, rows = [], []
    for each in coming:
        for place, needed, taken in POSTS:
            post = Shift(activity=each, place=place, needed=needed, starts_at=each.starts_at, ends_at=each.ends_at)
            posts.append(post)
            rows += [
                SignUp(shift=post, volunteer_id=who, at=at - timedelta(days=1))
                for who in islice(people[each.team_id], taken)
            ]
    Shift.objects.bulk_create(posts, batch_size=BATCH)
    SignUp.objects.bulk_create(rows, batch_size=BATCH)
    return len(posts)


def _members(teams: set[int | None]) -> dict[int | None, list[int]]:
    """Return the present, consenting members of each team; each person once, so that nobody is in two places."""
    rows = Membership.objects.current().filter(team__in=teams, volunteer__withdrawn_at=None)
    consenting = rows.exclude(volunteer__consented_at=None).order_by("pk")
    team_of = dict(consenting.values_list("volunteer", "team"))
    found: dict[int | None, list[int]] = {team: [] for team in teams}
    for volunteer, team in team_of.items():
        found[team].append(volunteer)
    return found
