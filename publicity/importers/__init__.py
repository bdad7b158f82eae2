"""Lists of publicity: channels, items, broadcasts, readership."""

from publicity.importers.channels import ChannelImport
from publicity.importers.items import ItemImport
from publicity.importers.spread import BroadcastImport, ReadershipImport

__all__ = ["BroadcastImport", "ChannelImport", "ItemImport", "ReadershipImport"]
