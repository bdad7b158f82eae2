"""Models of publicity: channels, items, broadcasts, readership."""

from publicity.models.channels import Channel
from publicity.models.items import Item
from publicity.models.spread import Broadcast, Readership

__all__ = ["Broadcast", "Channel", "Item", "Readership"]
