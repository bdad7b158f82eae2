"""A recurring activity as its keeper types it."""

import re
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from command.models import User
from volunteers.domain.series_plans import FACTS, Plan, Post
from volunteers.forms.activities import MOST_NEEDED
from volunteers.models import ActivityKind, Series, SeriesPost, Team
from volunteers.service_forms import DayField

# A place, and how many: 中山路口 4, 中山路口，4人.
POST = re.compile(r"^(?P<place>.*\S)(?:\s+|\s*[,，、:：]\s*)(?P<needed>\d{1,5})\s*人?$")
MOST_POSTS = 60
PLACE = SeriesPost._meta.get_field("place").max_length or 0


class PostsField(forms.CharField):
    """Posts, one in a line: the place, and behind it how many people are needed (one, where nothing is said)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea({"rows": 5}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "\n".join(f"{place} {needed}" for place, needed in value or ())

    def clean(self, value: Any) -> tuple[Post, ...]:  # type: ignore[override]
        lines = [line.strip() for line in super().clean(value).splitlines()]
        posts = tuple(self._post(line) for line in lines if line)
        if len({post.place for post in posts}) < len(posts):
            raise forms.ValidationError(_("A place stands there twice."))
        if len(posts) > MOST_POSTS:
            raise forms.ValidationError(_("At most %(most)d posts.") % {"most": MOST_POSTS})
        return posts

    def _post(self, line: str) -> Post:
        found = POST.match(line)
        post = Post(found["place"], int(found["needed"])) if found else Post(line, 1)
        if not 1 <= post.needed <= MOST_NEEDED or len(post.place) > PLACE:
            raise forms.ValidationError(_("“%(line)s” is no post: a place, and how many people.") % {"line": line[:40]})
        return post


class SeriesForm(forms.Form):
    """When, where and for whom. ``seen`` is what the person was shown before pressing the last button."""

    title = forms.CharField(label=gettext_lazy("title"), max_length=Series._meta.get_field("title").max_length)
    kind = forms.ModelChoiceField(ActivityKind.objects.all(), label=gettext_lazy("kind"))
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("days of the week"),
        choices=[(str(number + 1), name) for number, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=["6", "7"],
    )
    begins = forms.TimeField(label=gettext_lazy("starts at"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=gettext_lazy("ends at"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    first = DayField(label=gettext_lazy("first day"))
    last = DayField(label=gettext_lazy("last day"))
    posts = PostsField(
        label=gettext_lazy("posts"), help_text=gettext_lazy("One in a line, such as: Zhongshan Road junction 4")
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan | None = None, **kwargs: Any) -> None:
        facts = {name: getattr(plan, name) for name in (*FACTS, "posts")} if plan else {}
        initial = facts | ({"weekdays": list(plan.weekdays)} if plan else {}) | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and cleaned["ends"] <= cleaned["begins"]:
            self.add_error("ends", _("An activity must end after it starts."))
        if not self.errors and cleaned["last"] < cleaned["first"]:
            self.add_error("last", _("The last day is before the first."))
        return cleaned

    @property
    def plan(self) -> Plan:
        """The recurring activity as it was typed."""
        facts = {name: self.cleaned_data[name] for name in (*FACTS, "posts")}
        return Plan(**facts | {"weekdays": "".join(sorted(facts["weekdays"]))})


class NewSeriesForm(SeriesForm):
    """A recurring activity of one of the teams that the person may plan for."""

    team = forms.ModelChoiceField(Team.objects.none(), label=gettext_lazy("volunteer team"), empty_label=None)

    field_order = ("team",)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.visible_to(user).order_by("code")  # type: ignore[attr-defined]
