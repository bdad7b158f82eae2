"""Filters of lists, the same on the page, in the export and in bulk work."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from command.models import Area, Department, User
from core.periods import start_of
from core.selects import OfferedChoiceField, PlainSelect
from inspections.choices import Source, TicketState
from inspections.domain import load, rung_notices, search
from inspections.errors import SearchTooLong
from inspections.models import Category, Point, PointType, Ticket
from inspections.models.points import PointQuerySet
from inspections.models.tickets import TicketQuerySet
from inspections.tabs import Tab


class FilterChoiceField(OfferedChoiceField):
    """The field of a filter: offers the rows in use, and takes any: a kept address may name what has been abolished.

    It takes, and leaves unused, what django-filter offers for its "null" choice.
    """

    def __init__(self, queryset: QuerySet, *, null_label: Any = None, null_value: Any = None, **kwargs: Any) -> None:
        super().__init__(queryset.model._default_manager.all(), offered=queryset, **kwargs)


class ChoiceFilter(django_filters.ChoiceFilter):
    """One of some choices."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=PlainSelect, **kwargs)


class RowFilter(django_filters.ModelChoiceFilter):
    """One of the rows of a table, by name."""

    field_class = FilterChoiceField


class AreaFilter(RowFilter):
    """An area and everything below it."""

    def filter(self, qs: QuerySet, value: Area | None) -> QuerySet:
        if value is None:
            return qs
        return qs.filter(area__in=list(Area.objects.under(value.code).values_list("pk", flat=True)))


def towns(request: Any) -> QuerySet:
    return Area.objects.towns()


def departments(request: Any) -> QuerySet:
    return Department.objects.handling()


def categories(request: Any) -> QuerySet:
    return Category.objects.current()


class SearchField(forms.CharField):
    """What is searched for; refused where it is longer than anybody types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        attrs = {"type": "search", "maxlength": search.LONGEST, "data-key": "/"}
        attrs |= {"data-key-help": _("search"), "placeholder": _("Number, point or words")}
        super().__init__(*args, widget=forms.TextInput(attrs=attrs), **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            search.words_of(value)
        except SearchTooLong as error:
            raise forms.ValidationError(str(error)) from error


class SearchFilter(django_filters.CharFilter):
    """Full-text search."""

    field_class = SearchField


class TicketFilter(django_filters.FilterSet):
    """What the queue, its export and the work lists can be narrowed by.

    A search that was refused finds nothing, and never everything. ``only_open`` says of the rows that they are.
    """

    found: search.Found | None = None

    q = SearchFilter(method="by_text", label=_("Number, point or words"))
    state = ChoiceFilter(choices=TicketState.choices, label=_("state"))
    department = RowFilter(queryset=departments, label=_("responsible unit"))
    area = AreaFilter(queryset=towns, label=_("area"))
    category = RowFilter(queryset=categories, label=_("category"))
    source = ChoiceFilter(choices=Source.choices, label=_("source"))
    since = django_filters.DateFilter(
        "reported_at", "date__gte", label=_("reported from"), widget=forms.DateInput(attrs={"type": "date"})
    )
    until = django_filters.DateFilter(
        "reported_at", "date__lte", label=_("reported until"), widget=forms.DateInput(attrs={"type": "date"})
    )
    overdue = django_filters.BooleanFilter(method="only_overdue", label=_("overdue"), widget=forms.CheckboxInput)
    relapse = django_filters.BooleanFilter(method="only_relapse", label=_("relapse"), widget=forms.CheckboxInput)
    rework = django_filters.BooleanFilter(method="only_rework", label=_("rework"), widget=forms.CheckboxInput)
    due = django_filters.DateFilter("due_at", "date", label=_("due on"), widget=forms.DateInput(attrs={"type": "date"}))
    # What the load of a week counted: its links carry these, nobody types them.
    handler = django_filters.CharFilter(method="by_handler", widget=forms.HiddenInput)
    answered = django_filters.DateFilter(method="answered_since", widget=forms.HiddenInput)
    # "What I have logged" of an inspector's work page.
    finder = django_filters.CharFilter(method="by_finder", widget=forms.HiddenInput)
    # What a notice of the ladder counted: its link carries this, nobody types it.
    fired = django_filters.CharFilter(method="only_fired_together", widget=forms.HiddenInput)

    class Meta:
        model = Ticket
        fields: list[str] = []

    def __init__(self, *args: Any, only_open: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only_open = only_open

    @property
    def form(self) -> forms.Form:
        """Return the form, in which what was chosen is offered, too."""
        form = super().form
        for name, field in form.fields.items():
            if isinstance(field, FilterChoiceField) and self.is_bound:
                field.chosen = self.data.get(name)
        return form

    @property
    def qs(self) -> QuerySet:
        rows = super().qs
        return rows.none() if self.is_bound and self._says_nothing() else rows

    def _says_nothing(self) -> bool:
        """Answer whether a search was refused, or nothing of the filter was understood."""
        errors = self.form.errors
        return "q" in errors or bool(errors and not any(self.form.cleaned_data.values()))

    def by_text(self, qs: QuerySet, name: str, value: str) -> QuerySet:
        self.found = search.find(value, only_open=self.only_open)
        return self.found.narrow(qs)

    def only_fired_together(self, qs: QuerySet, name: str, value: str) -> QuerySet:
        return rung_notices.fired_together(qs, value)

    def by_handler(self, qs: QuerySet, name: str, value: str) -> QuerySet:
        if value == "none":
            return qs.filter(handler=None)
        return qs.filter(handler=int(value)) if value.isascii() and value.isdigit() and len(value) < 10 else qs.none()

    def by_finder(self, qs: QuerySet, name: str, value: str) -> QuerySet:
        return qs.filter(finder=int(value)) if value.isascii() and value.isdigit() and len(value) < 10 else qs.none()

    def answered_since(self, qs: QuerySet, name: str, value: date) -> QuerySet:
        return qs.filter(load.answered_since(start_of(value)))

    def only_overdue(self, qs: TicketQuerySet, name: str, value: bool) -> QuerySet:
        return qs.overdue(at=timezone.now()) if value else qs

    def only_relapse(self, qs: QuerySet, name: str, value: bool) -> QuerySet:
        return qs.filter(relapse_of__isnull=False) if value else qs

    def only_rework(self, qs: QuerySet, name: str, value: bool) -> QuerySet:
        return qs.filter(rework_count__gt=0) if value else qs


# Parts of an address that narrow nothing.
UNTOLD = ("tab", "page")


def is_filtered(query: QueryDict, *, words: bool = True) -> bool:
    """Answer whether the query of an address narrows the tab; without ``words``: by more than a search."""
    return any(value for key, value in query.items() if key not in UNTOLD and (words or key != "q"))


def narrowed(user: User, query: QueryDict, tab: Tab, *, at: datetime) -> TicketFilter:
    """Return the filter of an address over the rows of a tab, for the row scope of a person."""
    rows = tab.narrow(Ticket.objects.visible_to(user), at).order_by(*tab.order)
    return TicketFilter(query if is_filtered(query) else None, rows, only_open=tab.only_open)


class PointFilter(django_filters.FilterSet):
    """What the list of points can be narrowed by."""

    q = django_filters.CharFilter(method="by_text", label=_("Code, name or pinyin initials"))
    type = RowFilter(queryset=PointType.objects.all(), label=_("type"))
    area = AreaFilter(queryset=towns, label=_("area"))
    department = RowFilter(queryset=departments, label=_("responsible unit"))
    unseen = django_filters.NumberFilter(
        method="not_seen_for", label=_("not looked at for … days"), min_value=1, max_value=3650
    )
    relapse = django_filters.BooleanFilter(method="with_relapse", label=_("relapse"), widget=forms.CheckboxInput)

    class Meta:
        model = Point
        fields: list[str] = []

    def not_seen_for(self, qs: PointQuerySet, name: str, value: Decimal) -> QuerySet:
        return qs.not_seen_since(timezone.now() - timedelta(days=int(value)))

    def with_relapse(self, qs: QuerySet, name: str, value: bool) -> QuerySet:
        relapses = Ticket.objects.open().filter(relapse_of__isnull=False)
        return qs.filter(pk__in=relapses.values("point_id")) if value else qs

    def by_text(self, qs: QuerySet, name: str, value: str) -> QuerySet:
        return search.points(qs, value)
