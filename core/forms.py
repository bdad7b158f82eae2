"""Fields that several apps use, and forms of pages that belong to none."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from core.choices import Pace
from core.domain import preferences, topics


class PhotosInput(forms.FileInput):
    """A field for several photos, with the camera offered on a phone."""

    allow_multiple_selected = True
    template_name = "components/photos_input.html"

    def __init__(self) -> None:
        super().__init__({"multiple": True, "accept": "image/*", "data-photos": True})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name) or []


class PhotosField(forms.Field):
    """Any number of uploads. Whether they are photos is checked by the form, which keeps the good ones."""

    widget = PhotosInput

    def __init__(self, label: Any, help_text: Any = "") -> None:
        super().__init__(label=label, help_text=help_text, required=False)


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
