"""Forms of publicity."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publicity.choices import ItemKind, MediaLevel
from publicity.domain import items
from publicity.errors import ReprintOfItself
from publicity.models import Channel, Item

CODE_LENGTH = 30


def _day_and_time() -> forms.DateTimeInput:
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


class DraftForm(forms.Form):
    """A new item. A reprint names the original by its number."""

    title = forms.CharField(label=_("title"), max_length=200)
    kind = forms.ChoiceField(label=_("kind"), choices=ItemKind.choices)
    level = forms.ChoiceField(label=_("level of the medium"), choices=MediaLevel.choices, initial=MediaLevel.CITY)
    channel = forms.ModelChoiceField(label=_("channel"), queryset=Channel.objects.none(), empty_label=_("— choose —"))
    url = forms.CharField(
        label=_("web address"),
        max_length=500,
        required=False,
        validators=Item._meta.get_field("url").validators,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    reprint_of = forms.CharField(
        label=_("reprint of"),
        max_length=CODE_LENGTH,
        required=False,
        help_text=_("The number of the original. A reprint is not counted beside it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].queryset = Channel.objects.active(timezone.localdate())  # type: ignore[attr-defined]

    def clean_reprint_of(self) -> Item | None:
        code = self.cleaned_data["reprint_of"].strip()
        if not code:
            return None
        original = Item.objects.filter(code=code).select_related("reprint_of").first()
        if original is None:
            raise forms.ValidationError(_("There is no item of this number."))
        return original


class PublishForm(forms.Form):
    """When an item came out; empty is now."""

    published_at = forms.DateTimeField(
        label=_("published at"), required=False, widget=_day_and_time(), help_text=_("Leave empty for now.")
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=200)


class ReadsForm(forms.Form):
    """How often an item had been read; empty time is now."""

    reads = forms.IntegerField(label=_("readings"), min_value=0, max_value=10**12)
    read_at = forms.DateTimeField(
        label=_("time"), required=False, widget=_day_and_time(), help_text=_("Leave empty for now.")
    )


class BroadcastForm(forms.Form):
    """How often a channel broadcast an item on a day."""

    channel = forms.ModelChoiceField(label=_("channel"), queryset=Channel.objects.all(), empty_label=_("— choose —"))
    day = forms.DateField(
        label=_("date"),
        initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    times = forms.IntegerField(label=_("times"), min_value=1, max_value=10_000)


class ItemForm(forms.ModelForm):
    """An item in the admin; without a number it gets the next one of its year."""

    class Meta:
        model = Item
        fields = ("code", "title", "kind", "level", "channel", "url", "reprint_of")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "code" in self.fields:
            self.fields["code"].required = False
            self.fields["code"].help_text = _("Leave empty for the next number of the year.")

    def clean_reprint_of(self) -> Item | None:
        original = items.original_of(self.cleaned_data["reprint_of"])
        if original is not None and original.pk == self.instance.pk:
            raise forms.ValidationError(ReprintOfItself.message)
        return original
