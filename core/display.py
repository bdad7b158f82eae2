"""How a reader wants the portal shown: colours and size of type, kept in cookies like the language."""

from collections.abc import Mapping

# Cookie → what it may say. Without a choice the colours follow the system, and type has its normal size.
CHOICES = {"theme": ("light", "dark"), "size": ("big",)}


def chosen(cookies: Mapping[str, str]) -> dict[str, str]:
    """Return what was chosen of ``CHOICES``; a value that is none of them counts as no choice."""
    return {name: cookies[name] for name, known in CHOICES.items() if cookies.get(name) in known}
