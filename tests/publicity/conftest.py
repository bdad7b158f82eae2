"""The publicity of the tests: a newspaper, a public account, one article in each, a draft and an editor."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from command.choices import Role
from publicity.choices import ChannelKind, ItemKind, MediaLevel
from publicity.models import Channel, Item
from tests.cast import person

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
WEEK_AGO = NOW - timedelta(days=7)


@pytest.fixture
def media(cast) -> SimpleNamespace:
    daily = Channel.objects.create(code="QD001", name="定州日报", kind=ChannelKind.MAINSTREAM, operator="市融媒体中心")
    account = Channel.objects.create(
        code="QD002", name="文明定州", kind=ChannelKind.PUBLIC_ACCOUNT, operator="市文明办"
    )
    article = item("GJ0001", "红马甲走上街头", daily)
    return SimpleNamespace(
        editor=person("editor", "何雨", Role.EDITOR),
        daily=daily,
        account=account,
        article=article,
        reprint=item("GJ0002", "红马甲走上街头（转载）", account, reprint_of=article),
        draft=item("GJ0003", "礼让斑马线", account, published_at=None),
    )


def item(code, title, channel, *, published_at=WEEK_AGO, **facts) -> Item:
    """Create an article, published a week ago unless told otherwise."""
    facts = {"kind": ItemKind.ARTICLE, "level": MediaLevel.CITY} | facts
    return Item.objects.create(code=code, title=title, channel=channel, published_at=published_at, **facts)
