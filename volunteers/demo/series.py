"""Two recurring activities of the demonstration city, which stand ahead for four weeks."""

from datetime import date, datetime, time, timedelta

from volunteers.domain import series
from volunteers.domain.series_plans import Plan, Post
from volunteers.models import ActivityKind, Series, Team

LASTS = timedelta(days=120)
JUNCTIONS = (Post("中山路口", 4), Post("兴定路口", 4), Post("博陵街口", 3), Post("清风街口", 3))
# Title, kind, days of the week, from, until, posts.
PLANS = (
    ("双休日路口文明劝导", "traffic", "67", time(7), time(9), JUNCTIONS),
    ("周五清洁家园", "cleaning", "5", time(15), time(17), (Post("社区广场", 10),)),
)


def load(today: date, *, at: datetime) -> int:
    """Let the leaders of two teams plan what they do every week; return how many recurring activities there are."""
    led = Team.objects.filter(leader__isnull=False).active(today).select_related("leader").order_by("code")
    for team, (title, kind, weekdays, begins, ends, posts) in zip(led, PLANS, strict=False):
        chosen = ActivityKind.objects.get(key=kind)
        plan = Plan(title, chosen, weekdays, begins, ends, first=today, last=today + LASTS, posts=posts)
        series.begin(team, plan, by=team.leader, at=at)
    return Series.objects.count()
