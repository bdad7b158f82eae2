"""Publicity of the demonstration city: channels, items, broadcasts, readership.

Rows are written in bulk; a test holds them against the same checks that the domain functions make.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from command.models import Area
from core.periods import start_of
from publicity.choices import ChannelKind, ItemKind, MediaLevel
from publicity.models import Broadcast, Channel, Item, Readership

BATCH = 2000
MAINSTREAM = ["日报", "电视台综合频道", "人民广播电台", "新闻网", "客户端", "手机报"]
SELF_MEDIA = ["同城会", "生活圈", "那些事儿", "美食", "论坛", "身边事", "视界", "早知道"]
PUBLIC_ACCOUNTS = ["发布", "文明", "微教育", "交警", "城管", "青年", "巾帼", "卫健"]
SUBJECTS = [
    "红马甲走上街头",
    "礼让斑马线",
    "清洁家园",
    "老旧小区换新颜",
    "农贸市场大变样",
    "文明餐桌",
    "移风易俗树新风",
]
ANGLES = ["，市民点赞", "，志愿者在行动", "——创城一线见闻", "：让城市更有温度", "成常态", "，我们一起来"]
ADVERTISEMENTS = ["社会主义核心价值观", "讲文明树新风", "关爱未成年人", "文明健康 有你有我", "诚实守信", "勤俭节约"]
LEVELS = {MediaLevel.CITY: 78, MediaLevel.PROVINCIAL: 17, MediaLevel.NATIONAL: 5}
# Days after publication on which a platform's number was taken down.
SNAPSHOT_DAYS = (1, 3, 7)


@dataclass(frozen=True)
class Size:
    """How much of everything. ``kinds`` are originals; every sixth article is reprinted once.

    ``reads`` is how many readings they come to together; without it, as many as come about.
    """

    mainstream: int
    mobilised: int
    kinds: dict[str, int]
    days: int
    broadcast_days: int
    reads: int = 0


SIZES = {
    "small": Size(
        mainstream=6,
        mobilised=34,
        kinds={ItemKind.ARTICLE: 620, ItemKind.ADVERTISEMENT: 40, ItemKind.VIDEO: 25, ItemKind.POSTER: 12},
        days=90,
        broadcast_days=6,
    ),
    # The article: 160多家; 稿件5000余篇; 公益广告6万多条（次）; 阅读量580万.
    "full": Size(
        mainstream=12,
        mobilised=163,
        kinds={ItemKind.ARTICLE: 5_140, ItemKind.ADVERTISEMENT: 520, ItemKind.VIDEO: 160, ItemKind.POSTER: 90},
        days=540,
        broadcast_days=19,
        reads=5_807_000,
    ),
}


def load(*, scale: str, rng: random.Random, today: date) -> dict[str, int]:
    """Create channels, items, broadcasts and readership up to ``today``; return how many of each.

    ``scale`` is "small" or "full". The same ``rng`` and ``today`` create the same rows.
    """
    size = SIZES[scale]
    channels = _channels(size, rng, today)
    items = _items(size, rng, today, channels)
    items += _reprints(items, rng, today, channels)
    return {
        "channels": len(channels),
        "items": len(items),
        "broadcasts": _broadcasts(size, rng, today, items, channels),
        "readership": _readership(size, rng, today, items),
    }


# --- Channels -------------------------------------------------------------------------------


def _channels(size: Size, rng: random.Random, today: date) -> list[Channel]:
    city = Area.objects.earliest("code").name.removesuffix("市")
    towns = [city, *Area.objects.towns().order_by("code").values_list("name", flat=True)]
    opened = today - timedelta(days=size.days + 400)
    rows = [_channel(n, ChannelKind.MAINSTREAM, MAINSTREAM, [city], opened) for n in range(size.mainstream)]
    for number in range(size.mobilised):
        own = number % 2 == 0
        kind, words = (ChannelKind.SELF_MEDIA, SELF_MEDIA) if own else (ChannelKind.PUBLIC_ACCOUNT, PUBLIC_ACCOUNTS)
        row = _channel(number // 2, kind, words, towns, opened)
        row.valid_from = opened + timedelta(days=rng.randint(0, 390))
        rows.append(row)
    for number, row in enumerate(rows, start=1):
        row.code = f"QD{number:04d}"
    return Channel.objects.bulk_create(rows, batch_size=BATCH)


def _channel(number: int, kind: str, words: list[str], places: list[str], opened: date) -> Channel:
    """Return the ``number``-th channel of a kind: every word with every place, then once more with a number."""
    round_, rest = divmod(number, len(words) * len(places))
    place, word = places[rest // len(words)], words[rest % len(words)]
    name = f"{place}{word}{round_ + 1 if round_ else ''}"
    return Channel(name=name, kind=kind, operator=f"{name}运营单位", valid_from=opened)


# --- Items ----------------------------------------------------------------------------------


def _items(size: Size, rng: random.Random, today: date, channels: list[Channel]) -> list[Item]:
    wanted = [kind for kind, count in size.kinds.items() for _n in range(count)]
    rng.shuffle(wanted)
    rows = [
        Item(
            code=f"GJ{number:05d}",
            kind=kind,
            title=_title(kind, rng),
            level=rng.choices(list(LEVELS), list(LEVELS.values()))[0],
            channel=rng.choice(channels),
            published_at=_moment(today - timedelta(days=rng.randint(1, size.days)), rng),
        )
        for number, kind in enumerate(wanted, start=1)
    ]
    _leave_drafts_and_withdrawn(rows)
    return Item.objects.bulk_create(rows, batch_size=BATCH)


def _title(kind: str, rng: random.Random) -> str:
    if kind in (ItemKind.ADVERTISEMENT, ItemKind.POSTER):
        return f"{rng.choice(ADVERTISEMENTS)}公益广告"
    return rng.choice(SUBJECTS) + rng.choice(ANGLES)


def _leave_drafts_and_withdrawn(rows: list[Item]) -> None:
    for row in rows[::97]:
        row.published_at = None
    for row in rows[50::149]:
        if row.published_at:
            row.withdrawn_at = row.published_at + timedelta(hours=5)


def _reprints(items: list[Item], rng: random.Random, today: date, channels: list[Channel]) -> list[Item]:
    articles = [item for item in items if item.kind == ItemKind.ARTICLE and item.is_published]
    rows = [
        Item(
            code=f"{original.code}-Z",
            kind=original.kind,
            title=f"{original.title}（转载）",
            level=original.level,
            channel=rng.choice([channel for channel in channels if channel != original.channel]),
            reprint_of=original,
            published_at=min(_published(original) + timedelta(hours=rng.randint(3, 9)), start_of(today)),
        )
        for original in articles[::6]
    ]
    return Item.objects.bulk_create(rows, batch_size=BATCH)


# --- How far they went ----------------------------------------------------------------------


def _broadcasts(size: Size, rng: random.Random, today: date, items: list[Item], channels: list[Channel]) -> int:
    rows = []
    for item in items:
        if item.kind in (ItemKind.ADVERTISEMENT, ItemKind.VIDEO) and item.is_published:
            first = timezone.localdate(_published(item))
            channel = rng.choice(channels[: size.mainstream])
            days = [day for n in range(size.broadcast_days) if (day := first + timedelta(days=2 * n)) <= today]
            rows += [Broadcast(item=item, channel=channel, date=day, times=rng.randint(3, 10)) for day in days]
    Broadcast.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _readership(size: Size, rng: random.Random, today: date, items: list[Item]) -> int:
    read = [item for item in items if item.published_at and item.kind in (ItemKind.ARTICLE, ItemKind.VIDEO)]
    series = [rows for item in read if (rows := _snapshots(item, rng, today))]
    come_about = sum(rows[-1].reads for rows in series)
    rows = [row for rows in series for row in rows]
    for row in rows if size.reads else ():
        row.reads = row.reads * size.reads // come_about
    Readership.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _snapshots(item: Item, rng: random.Random, today: date) -> list[Readership]:
    """Return growing numbers; now and then a platform takes some back."""
    reads, rows = rng.randint(80, 630), []
    for day in SNAPSHOT_DAYS:
        at = _published(item) + timedelta(days=day)
        if at <= start_of(today):
            rows.append(Readership(item=item, at=at, reads=reads))
        reads = round(reads * (0.97 if rng.random() < 0.01 else rng.uniform(1.1, 2.2)))
    return rows


def _published(item: Item) -> datetime:
    if item.published_at is None:
        raise ValueError("A draft has no time of publication.")
    return item.published_at


def _moment(day: date, rng: random.Random) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(rng.randint(7, 21), rng.choice((0, 15, 30, 45)))))
