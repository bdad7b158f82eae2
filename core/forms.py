"""Forms of pages that belong to no campaign app."""

from typing import Any

from django import forms

from core.choices import Pace
from core.domain import preferences, topics


class NoticeChoiceForm(forms.Form):
    """How a person wants e-mail, topic by topic."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=preferences.choices_of(user), **kwargs)
        for topic in topics.for_person(user):
            self.fields[topic.key] = forms.ChoiceField(
                label=topic.name,
                help_text=topic.hint,
                choices=[(pace.value, pace.label) for pace in topic.paces],
                widget=forms.RadioSelect,
            )

    def rows(self) -> list[dict[str, Any]]:
        """Return each topic with one button for each pace that there is, None where the topic has no such."""
        return [{"field": self[name], "buttons": self._buttons(name)} for name in self.fields]

    def _buttons(self, name: str) -> list[Any]:
        found = {button.data["value"]: button for button in self[name]}
        return [(pace, found.get(pace.value)) for pace in Pace]
