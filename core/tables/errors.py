"""Why a file cannot be read, in sentences."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "empty": _("The file is empty."),
    "no_table": _("This file is neither a workbook (xlsx, xls, ods) nor a text table (csv)."),
    "damaged": _("The workbook is damaged and cannot be opened. Save it again in the office program."),
    "damaged_text": _("The text contains characters that do not fit its encoding (%(encoding)s)."),
    "broken_csv": _("The text table is broken: a quotation mark is opened and never closed."),
    "encrypted": _("The workbook is protected by a password. Remove the password and upload it again."),
    "zip_bomb": _("The workbook unpacks to more than %(limit)s MB and is not opened."),
    "too_large": _("The sheet spans too large an area. Delete the stray cells far from the list and try again."),
    "too_slow": _("Reading the file takes too long. Split the list and try again."),
    "too_many_rows": _("The list has more than %(limit)s rows. Split it and try again."),
    "crashed": _("The file could not be read. Save it as xlsx in the office program and try again."),
    "too_big": _("The file is larger than %(limit)s MB."),
}
