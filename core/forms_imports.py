"""Forms of the list import: the upload, the columns, how to apply."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.choices import Datum
from core.imports import registry
from core.imports.declaration import ListImport
from core.models import ImportBatch


class UploadForm(forms.Form):
    """Which list, and its file."""

    importer = forms.ChoiceField(label=_("list"))
    file = forms.FileField(
        label=_("file"),
        help_text=_("A workbook (xlsx, xls, ods) or a text table (csv), as the office keeps it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"}),
    )
    datum = forms.ChoiceField(label=_("coordinates are in"), choices=Datum, initial=Datum.WGS84, required=False)

    def __init__(self, *args: Any, importers: list[ListImport], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["importer"].choices = [(i.key, i.verbose_name) for i in importers]  # type: ignore[attr-defined]
        if not any(importer.asks_datum for importer in importers):
            del self.fields["datum"]

    def clean_file(self) -> Any:
        """Refuse what is too large before it is kept."""
        file = self.cleaned_data["file"]
        if file.size > settings.LIST_MAX_BYTES:
            message = _("The file is larger than %(limit)s MB.")
            raise forms.ValidationError(message % {"limit": settings.LIST_MAX_BYTES // 2**20})
        return file


class ColumnsForm(forms.Form):
    """Which column of the file fills which field."""

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = batch.mapping.get("labels", [])
        choices = [("", "—"), *((str(at), f"{letter(at)}  {label}") for at, label in enumerate(labels) if label)]
        for column in registry.get(batch.importer).columns:
            found = batch.mapping.get("fields", {}).get(column.field)
            self.fields[column.field] = forms.ChoiceField(
                label=column.header,
                choices=choices,
                required=column.required,
                initial="" if found is None else str(found),
                help_text=str(column.help),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse one column for two fields."""
        chosen = [value for value in self.cleaned_data.values() if value]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(_("One column of the file cannot fill two fields."))
        return self.cleaned_data

    @property
    def chosen(self) -> dict[str, int]:
        """Return the chosen columns by field."""
        return {name: int(value) for name, value in self.cleaned_data.items() if value}


def letter(position: int) -> str:
    """Return the letters of a column of a sheet: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
