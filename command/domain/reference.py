"""Reference data of the command headquarters: what a city has before anybody has typed anything.

Seeded after migration, only where the table is empty: what the office changed or removed stays so.
"""

from django.conf import settings

from command.choices import AreaRank
from command.models import Area, AreaLevel, DutyLevel

AREA_LEVELS = [
    ("city", "市", AreaRank.CITY),
    ("subdistrict", "街道", AreaRank.TOWN),
    ("town", "镇", AreaRank.TOWN),
    ("township", "乡", AreaRank.TOWN),
    ("community", "社区", AreaRank.VILLAGE),
    ("village", "村", AreaRank.VILLAGE),
    ("grid", "网格", AreaRank.GRID),
]
# 市、县、乡、村四级包保责任制 (article, 强化组织领导, 二).
DUTY_LEVELS = [("city", "市级", 1), ("county", "县级", 2), ("township", "乡级", 3), ("village", "村级", 4)]


def seed() -> None:
    """Create the levels and the city itself."""
    if not AreaLevel.objects.exists():
        AreaLevel.objects.bulk_create(AreaLevel(key=k, name=n, rank=r) for k, n, r in AREA_LEVELS)
    if not DutyLevel.objects.exists():
        DutyLevel.objects.bulk_create(DutyLevel(key=k, name=n, rank=r) for k, n, r in DUTY_LEVELS)
    if not Area.objects.exists():
        Area.objects.create(code=settings.CITY_CODE, name=settings.CITY_NAME, level=AreaLevel.objects.get(key="city"))
