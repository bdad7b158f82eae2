"""What is typed about a problem that an activity takes on."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.domain import photos
from core.domain.photos import CheckedPhoto
from core.errors import UnreadablePhoto
from core.forms import PhotosField
from volunteers.models import Claim


class NumberForm(forms.Form):
    """Which problem an activity is to take on."""

    number = forms.CharField(label=_("number of the problem"), max_length=20)


class ActivityForm(forms.Form):
    """Which activity is to take a problem on."""

    code = forms.CharField(label=_("activity number"), max_length=30)


class AnswerForm(forms.Form):
    """What a team did, with photos. The photos that can be read are in ``checked``, whatever else is wrong."""

    photos = PhotosField(_("photos after the work"))
    note = forms.CharField(
        label=_("what was done"),
        max_length=Claim._meta.get_field("note").max_length,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checked: list[CheckedPhoto] = []

    def clean_photos(self) -> list[CheckedPhoto]:
        """Return the photos that can be read; each other one is named."""
        for upload in self.cleaned_data["photos"] or []:
            self._check(upload)
        return self.checked

    def _check(self, upload: UploadedFile) -> None:
        try:
            self.checked.append(photos.check(upload))
        except UnreadablePhoto as error:
            self.add_error("photos", str(error))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=Claim._meta.get_field("remark").max_length)


class HandInForm(forms.Form):
    """``version`` is that of the ticket on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)
