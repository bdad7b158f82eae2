"""Forms about accounts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from command.choices import Role, TokenScope
from command.domain.tokens import LONGEST_DAYS
from command.models import Webhook
from core.choices import RobotKind
from core.domain import outgoing, topics
from core.errors import DomainError


def chat_topics() -> list[tuple[str, Any]]:
    """Return the topics that a group can hear: those of the campaign's work, not of one person."""
    return [(topic.key, topic.name) for topic in topics.everything() if topic.is_for_groups]


def named_roles(keys: Iterable[str]) -> list[str]:
    """Return the names of roles in the reader's language, in the order of the roles."""
    keys = set(keys)
    return [str(role.label) for role in Role if role.value in keys]


class RoleField(forms.ModelMultipleChoiceField):
    """Choice of roles, shown by their names instead of the keys of their groups."""

    def label_from_instance(self, group: Group) -> str:
        return str(Role(group.name).label) if group.name in Role.values else group.name


class TokenForm(forms.Form):
    """What a new token of the API is for, what it may do, and for how long."""

    name = forms.CharField(label=_("used for"), max_length=60)
    scope = forms.ChoiceField(label=pgettext_lazy("right", "may"), choices=TokenScope.choices)
    days = forms.TypedChoiceField(
        label=_("valid for"),
        coerce=int,
        choices=[(30, _("one month")), (90, _("three months")), (LONGEST_DAYS, _("one year"))],
        initial=90,
    )


class WebhookForm(forms.ModelForm):
    """A work chat. The address and the secret are never shown again: left empty they stay as they are."""

    address = forms.CharField(
        label=_("address"),
        max_length=1000,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("The Webhook address that the chat shows for its robot. Whoever has it can speak in the group."),
    )
    secret = forms.CharField(
        label=_("secret"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("DingTalk and Feishu: the key of the signature, if the robot has one. Own programs need one."),
    )
    topics = forms.MultipleChoiceField(
        label=_("topics"), required=False, choices=chat_topics, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Webhook
        fields = ("name", "kind", "department", "address", "secret", "topics", "wants_digest", "is_active")
        help_texts = {"department": _("The group hears, once, what the people of this department are told.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sealed = {name: getattr(self.instance, name) for name in ("address", "secret")}
        for name in self._sealed:
            self.initial.pop(name, None)
            if self.instance.pk:
                self.fields[name].help_text = _("Never shown. Leave it empty to keep what is there.")

    def clean_address(self) -> str:
        address = self.cleaned_data["address"].strip()
        if not address:
            if not self._sealed["address"]:
                raise forms.ValidationError(self.fields["address"].error_messages["required"])
            return self._sealed["address"]
        try:
            outgoing.judge(address)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from None
        return address

    def clean_secret(self) -> str:
        secret = self.cleaned_data["secret"] or self._sealed["secret"]
        if not secret and self.cleaned_data.get("kind") == RobotKind.GENERIC:
            raise forms.ValidationError(_("An own program needs a secret, to know the portal by its signature."))
        return secret
