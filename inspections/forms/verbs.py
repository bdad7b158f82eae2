"""One small form for each verb of a ticket, and the table that binds verb, words, form and domain function."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from command.models import Department, User
from core.choices import Clock
from core.forms import PhotosField
from core.selects import NamedChoiceField, PlainSelect
from inspections.choices import Verb
from inspections.domain import people, queries, reasons, tickets
from inspections.domain.deadlines import LONGEST_EXTENSION
from inspections.forms.photos import PhotoForm
from inspections.models import Ticket, TimeLimit
from inspections.presentation import limit_in_words

NOTE = gettext_lazy("note")


def note_field(label: Any = NOTE, *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class VerbForm(PhotoForm):
    """What a verb needs. ``version`` is that of the page on which the form stood."""

    arguments: ClassVar[tuple[str, ...]] = ("note",)

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, ticket: Ticket, user: User, **kwargs: Any) -> None:
        # Forms of several tickets may stand on one page.
        super().__init__(*args, user=user, auto_id=f"id_{ticket.pk}_%s", **kwargs)
        self.ticket = ticket
        self.fields["version"].initial = ticket.version

    @property
    def moves_deadline(self) -> bool:
        """Answer whether the form asks for how much the deadline is to be moved."""
        return {"amount", "clock"} <= self.fields.keys()

    def focus(self) -> None:
        """Have the browser go to the first field, because the form was opened on purpose."""
        first = next((field for field in self.visible_fields()), None)
        if first:
            first.field.widget.attrs["autofocus"] = True

    def stand_on(self, ticket: Ticket) -> None:
        """Let the form be sent again from the ticket as it is now."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(ticket.version)
        self.data = data

    def call_with(self) -> dict[str, Any]:
        """Return the arguments of the domain function, beyond who and when."""
        given = {name: self.cleaned_data[name] for name in self.arguments}
        return given | {name: self.uploads(name) for name in self.photo_fields}


class BareForm(VerbForm):
    arguments: ClassVar = ()


class NoteForm(VerbForm):
    note = note_field()


class ReasonForm(VerbForm):
    note = note_field(gettext_lazy("reason"), required=True)


class CommonReasonForm(VerbForm):
    """A reason chosen among the usual ones, in own words, or both."""

    usual: ClassVar[tuple[str, ...]] = ()

    usual_reason = forms.ChoiceField(label=gettext_lazy("reason"), required=False, widget=PlainSelect)
    note = note_field(gettext_lazy("in your own words"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(reason, reason) for reason in self.usual]
        cast(forms.ChoiceField, self.fields["usual_reason"]).choices = [("", _("— choose, or write below —")), *offered]

    def clean_note(self) -> str:
        """Return the chosen reason and what was written, as one text; it is refused where both are empty."""
        parts = (self.cleaned_data.get("usual_reason", ""), self.cleaned_data["note"].strip())
        reason = "；".join(part for part in parts if part)
        if not reason:
            raise forms.ValidationError(_("Give a reason."))
        return reason


class ReturnForm(CommonReasonForm):
    usual = reasons.RETURNING


class NoteAndPhotosForm(VerbForm):
    photo_fields: ClassVar = ("photos",)

    note = note_field()
    photos = PhotosField(gettext_lazy("photos"))


class ReasonAndPhotosForm(VerbForm):
    photo_fields: ClassVar = ("photos",)

    note = note_field(gettext_lazy("reason"), required=True)
    photos = PhotosField(gettext_lazy("photos"))


class RectifyForm(VerbForm):
    photo_fields: ClassVar = ("photos",)

    photos = PhotosField(gettext_lazy("photos after the work"))
    note = note_field(gettext_lazy("what was done"))


class ReopenForm(VerbForm):
    arguments: ClassVar = ("description",)
    photo_fields: ClassVar = ("photos",)

    description = note_field(gettext_lazy("description"), required=True)
    photos = PhotosField(gettext_lazy("photos"))


class UnitField(NamedChoiceField):
    """Choice among the units to which a problem can be dispatched."""

    def __init__(self) -> None:
        units = Department.objects.handling()
        super().__init__(units, label=gettext_lazy("responsible unit"), empty_label=gettext_lazy("— choose —"))


def limit_label(limit: TimeLimit) -> str:
    """Return a limit with the condition or the category for which it holds."""
    what = limit.condition or (limit.category.name if limit.category else _("default"))
    return f"{limit_in_words(limit.amount, limit.clock)} · {what}"


class LimitField(forms.ModelChoiceField):
    """Choice among the limits in use."""

    widget = PlainSelect

    def label_from_instance(self, limit: TimeLimit) -> str:
        return limit_label(limit)

    def offer(self, limits: list[TimeLimit]) -> None:
        """Offer these, the first of them chosen."""
        self.queryset = TimeLimit.objects.filter(pk__in=[limit.pk for limit in limits])
        self.choices = [(limit.pk, self.label_from_instance(limit)) for limit in limits]


class DispatchForm(VerbForm):
    arguments: ClassVar = ("department", "limit", "note")

    department = UnitField()
    limit = LimitField(TimeLimit.objects.none(), label=gettext_lazy("time limit"))
    note = note_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(LimitField, self.fields["limit"]).offer(queries.suggested_limits(self.ticket.category))
        self.fields["department"].initial = self.ticket.point.department_id if self.ticket.point else None


class TransferForm(DispatchForm):
    note = note_field(gettext_lazy("reason"), required=True)


class MoreTime(forms.Form):
    """By how much a deadline moves: so many units of a clock."""

    amount = forms.IntegerField(label=gettext_lazy("how much"), min_value=1, max_value=LONGEST_EXTENSION, initial=1)
    clock = forms.ChoiceField(label=gettext_lazy("counted in"), choices=Clock.choices, initial=Clock.WORK_DAY)


class ExtensionForm(MoreTime, VerbForm):
    arguments: ClassVar = ("amount", "clock", "note")

    note = note_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = queries.extension_asked(self.ticket)
        if asked:
            self.fields["amount"].initial, self.fields["clock"].initial = asked["amount"], asked["clock"]


class AskExtensionForm(MoreTime, CommonReasonForm):
    """How much time more, and why. The page shows the deadline that this would make before it is sent."""

    arguments: ClassVar = ("amount", "clock", "note")
    usual = reasons.EXTENDING

    field_order = ("amount", "clock", "usual_reason", "note")


class HandOverForm(VerbForm):
    """Choice among the colleagues in the responsible unit."""

    arguments: ClassVar = ("person", "note")

    person = NamedChoiceField(
        User.objects.none(), label=gettext_lazy("colleague"), empty_label=gettext_lazy("— choose —")
    )
    note = note_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(NamedChoiceField, self.fields["person"]).queryset = people.colleagues(self.ticket)


class MergeForm(VerbForm):
    arguments: ClassVar = ("into", "note")

    into = forms.CharField(label=gettext_lazy("number of the ticket that stays"), max_length=20)
    note = note_field()

    def clean_into(self) -> Ticket:
        number = self.cleaned_data["into"].strip()
        found = Ticket.objects.visible_to(self.user).filter(number=number).first()
        if found is None:
            raise forms.ValidationError(_("There is no ticket “%(number)s”.") % {"number": number})
        return found


@dataclass(frozen=True)
class Action:
    """A verb as the page offers it.

    ``tone``: primary for the usual next step, danger for what ends a ticket; ``key`` opens it from the keyboard.
    """

    label: str | Promise
    form: type[VerbForm]
    carry_out: Callable[..., Ticket]
    tone: str = ""
    key: str = ""


ACTIONS: dict[Verb, Action] = {
    Verb.CONFIRM: Action(gettext_lazy("Confirm on site"), NoteAndPhotosForm, tickets.confirm, "primary"),
    Verb.REGISTER: Action(gettext_lazy("Register"), NoteForm, tickets.register, "primary", key="r"),
    Verb.DISPATCH: Action(gettext_lazy("Dispatch"), DispatchForm, tickets.dispatch, "primary", key="d"),
    Verb.ACCEPT: Action(gettext_lazy("Accept"), BareForm, tickets.accept, "primary", key="a"),
    Verb.RECTIFY: Action(gettext_lazy("Report as rectified"), RectifyForm, tickets.rectify, "primary", key="r"),
    Verb.CLOSE: Action(pgettext_lazy("verb", "Close"), NoteAndPhotosForm, tickets.close, "primary", key="c"),
    Verb.REWORK: Action(gettext_lazy("Send back for rework"), ReasonAndPhotosForm, tickets.rework, key="w"),
    Verb.EXTEND: Action(gettext_lazy("Extend"), ExtensionForm, tickets.extend),
    Verb.DECLINE_EXTENSION: Action(gettext_lazy("Decline the extension"), ReasonForm, tickets.decline_extension),
    Verb.ASK_EXTENSION: Action(gettext_lazy("Ask for an extension"), AskExtensionForm, tickets.ask_extension, key="e"),
    Verb.HAND_OVER: Action(gettext_lazy("Hand to a colleague"), HandOverForm, tickets.hand_over, key="h"),
    Verb.RETURN: Action(gettext_lazy("Return: not ours"), ReturnForm, tickets.return_, key="b"),
    Verb.TRANSFER: Action(gettext_lazy("Transfer"), TransferForm, tickets.transfer),
    Verb.SUSPEND: Action(gettext_lazy("Suspend"), ReasonForm, tickets.suspend),
    Verb.RESUME: Action(gettext_lazy("Resume"), NoteForm, tickets.resume, "primary"),
    Verb.ATTACH: Action(gettext_lazy("Add a note or photos"), NoteAndPhotosForm, tickets.attach, key="n"),
    Verb.REOPEN: Action(gettext_lazy("It is back: reopen"), ReopenForm, tickets.reopen),
    Verb.MERGE: Action(gettext_lazy("Merge into another"), MergeForm, tickets.merge, "danger"),
    Verb.REJECT: Action(gettext_lazy("Do not register"), ReasonForm, tickets.reject, "danger"),
    Verb.VOID: Action(gettext_lazy("Void"), ReasonForm, tickets.void, "danger"),
}
