"""The figures of publicity: channels, items, broadcasts, readers."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.domain.figures import Figure, Scope
from publicity.choices import ItemKind
from publicity.models import Broadcast, Channel, Item, Readership
from publicity.models.channels import SEES_ALL_PUBLICITY

CHANNELS = pgettext_lazy("measure word", "channels")
OUT = _("Published in the period, reprints left out.")


def _sees_all(user: Any) -> bool:
    return user.is_superuser or user.has_role(*SEES_ALL_PUBLICITY)


_figure = partial(Figure, sees_all=_sees_all)


def _channels(scope: Scope, user: Any) -> QuerySet[Channel]:
    return Channel.objects.visible_to(user).active(scope.period.last).order_by("code")


def _mobilised(scope: Scope, user: Any) -> QuerySet[Channel]:
    return Channel.objects.visible_to(user).active(scope.period.last).mobilised().order_by("code")


def _items(kind: str, scope: Scope, user: Any) -> QuerySet[Item]:
    out = Item.objects.visible_to(user).originals().published_between(scope.period.starts_at, scope.period.ends_at)
    return (out.filter(kind=kind) if kind else out).order_by("-published_at", "-id")


def _broadcasts(kind: str, scope: Scope, user: Any) -> QuerySet[Broadcast]:
    shown = Broadcast.objects.visible_to(user).filter(date__gte=scope.period.first, date__lte=scope.period.last)
    return (shown.filter(item__kind=kind) if kind else shown).order_by("-date", "-id")


def _reads(scope: Scope, user: Any) -> QuerySet[Readership]:
    return Readership.objects.visible_to(user).last_of_each(scope.period.ends_at).order_by("-reads", "-id")


_channel = partial(
    _figure, definition=_("In use on the last day of the period."), is_flow=False, permission="publicity.view_channel"
)
_item = partial(_figure, definition=OUT, permission="publicity.view_item")
_broadcast = partial(
    _figure,
    unit=pgettext_lazy("measure word", "times"),
    share="times",
    share_name=_("times"),
    permission="publicity.view_broadcast",
)

FIGURES = (
    _channel("media.all_channels", _("Channels"), unit=CHANNELS, find=_channels),
    _channel("media.channels", _("Self-media and public accounts"), unit=CHANNELS, find=_mobilised),
    _item("media.items", _("Items published"), unit=pgettext_lazy("measure word", "items"), find=partial(_items, "")),
    _item(
        "media.articles",
        _("Articles"),
        unit=pgettext_lazy("measure word", "articles"),
        find=partial(_items, ItemKind.ARTICLE),
    ),
    _item(
        "media.advertisements",
        _("Public-service advertisements"),
        unit=pgettext_lazy("measure word", "advertisements"),
        find=partial(_items, ItemKind.ADVERTISEMENT),
    ),
    _broadcast(
        "media.broadcasts",
        _("Broadcasts"),
        _("How often items of every kind were broadcast in the period."),
        find=partial(_broadcasts, ""),
    ),
    _broadcast(
        "media.psa",
        _("Broadcasts of public-service advertisements"),
        _("How often public-service advertisements were broadcast in the period."),
        find=partial(_broadcasts, ItemKind.ADVERTISEMENT),
    ),
    _figure(
        "media.reads",
        _("Readings"),
        _("The last snapshot of each item before the end of the period, reprints included."),
        pgettext_lazy("measure word", "readings"),
        _reads,
        share="reads",
        share_name=_("readings"),
        is_flow=False,
        permission="publicity.view_readership",
    ),
)
