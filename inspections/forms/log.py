"""The form by which a problem is logged."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from command.choices import AreaRank, Role
from command.models import Area
from core.forms import PhotosField
from core.selects import PlainSelect
from inspections.choices import Source
from inspections.domain import search
from inspections.forms.photos import PhotoForm
from inspections.models import Category, Point


class GroupedByParent(ModelChoiceIterator):
    """小类 under their 大类."""

    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label)
        rows = self.queryset.select_related("parent").order_by("kind", "parent__code", "code")
        for parent, group in groupby(rows, key=lambda row: row.parent):
            yield (str(parent), [self.choice(row) for row in group])


class SearchableSelect(PlainSelect):
    """A select whose options carry what a person may type to find them."""

    def option_attrs(self, value: Any) -> dict[str, str]:
        row = getattr(value, "instance", None)
        return {} if row is None else {"data-keys": f"{row.code} {row.pinyin}"}


class CategoryField(forms.ModelChoiceField):
    """Choice of a category in use, grouped, to be found by code, name or pinyin initials."""

    iterator = GroupedByParent
    widget = SearchableSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Category.objects.current(), empty_label=gettext_lazy("— choose —"), **kwargs)
        self.widget.attrs["data-searchable"] = gettext_lazy("Code, name or pinyin initials")

    def label_from_instance(self, row: Category) -> str:
        return f"{row.code} {row.name}"


class AreaField(forms.ModelChoiceField):
    """Choice of any area below the city, each town before its communities and villages."""

    widget = PlainSelect

    def __init__(self, **kwargs: Any) -> None:
        rows = Area.objects.filter(level__rank__gt=AreaRank.CITY).select_related("level")
        super().__init__(rows, empty_label=gettext_lazy("— choose —"), **kwargs)

    def label_from_instance(self, area: Area) -> str:
        return "\u3000" * (area.level.rank - AreaRank.TOWN) + area.name


class LogForm(PhotoForm):
    """A problem: where, what, with photos. ``after`` only for one that was fixed on the spot."""

    photo_fields: ClassVar = ("photos", "after")

    point = forms.CharField(
        label=gettext_lazy("point"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Code or name of the point."),
    )
    area = AreaField(label=gettext_lazy("area"), required=False)
    place = forms.CharField(label=gettext_lazy("place"), required=False, max_length=200)
    category = CategoryField(label=gettext_lazy("category"))
    description = forms.CharField(
        label=gettext_lazy("description"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = forms.ChoiceField(label=gettext_lazy("source"), choices=Source.choices)
    photos = PhotosField(gettext_lazy("photos"))
    on_the_spot = forms.BooleanField(label=gettext_lazy("Fixed on the spot"), required=False)
    after = PhotosField(gettext_lazy("photos after the work"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.user.has_role(Role.OFFICE):
            del self.fields["source"]
        self.fields["point"].widget.attrs |= {"data-combobox": True, "autocomplete": "off", "autofocus": True}

    def clean_point(self) -> Point | None:
        text = self.cleaned_data["point"].strip()
        if not text:
            return None
        rows = Point.objects.visible_to(self.user).active(timezone.localdate()).select_related("area")
        point = search.point_named(rows, text)
        if point is None:
            raise forms.ValidationError(_("No point has the code or the name “%(text)s”.") % {"text": text})
        return point

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors.get("point") and not self.cleaned_data.get("point") and not self.cleaned_data.get("area"):
            self.add_error("point", _("Choose a point, or at least the area."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Return what a new ticket is made of, but for photos."""
        names = ("point", "area", "place", "category", "description")
        facts = {name: self.cleaned_data[name] for name in names}
        return facts | ({"area": None} if facts["point"] else {})

    def chosen_source(self) -> Source:
        """Return where the problem comes from: what an inspector logs is a patrol's finding."""
        return Source(self.cleaned_data.get("source", Source.PATROL))
