"""What became of a list's rows, for programs and for people."""

from typing import Any

from django.utils.translation import gettext as _

from core.imports import registry
from core.models import ImportBatch

SHOWN = 20


def report(batch: ImportBatch) -> dict[str, Any]:
    """Return counts, every refused row once (its reasons joined) and every tidied cell of the good rows."""
    counts = batch.counts
    refused = batch.rows.filter(verdict="refused").values_list("serial", "number", "refusals").order_by("number")
    tidied = batch.rows.exclude(verdict="refused").exclude(tidied=None).values_list("serial", "tidied")
    return {
        "rows": counts["rows"],
        "good": counts["rows"] - counts["refused"],
        "create": counts["create"],
        "update": counts["update"],
        "same": counts["same"],
        "batch": batch.pk,
        "refused": [_refusal(*row) for row in refused],
        "tidied": [
            {"serial": serial, "column": cell["column"], "from": cell["from"], "to": cell["to"]}
            for serial, cells in tidied.order_by("number")
            for cell in cells or ()
        ],
    }


def _refusal(serial: str, number: int, refusals: Any) -> dict[str, Any]:
    reason = "；".join(sentence(refusal) for refusal in refusals)
    return {"serial": serial, "row": number, "column": refusals[0]["column"], "reason": reason}


def sentence(refusal: dict[str, str]) -> str:
    """Return a refusal in words: column, cell, reason."""
    cell = f"“{refusal['cell']}”" if refusal.get("cell") else ""
    return f"{refusal['column']}{cell}{refusal['reason']}"


def in_words(batch: ImportBatch, report: dict[str, Any]) -> str:
    """Return a readable summary with the first refused rows."""
    name = registry.get(batch.importer).verbose_name
    lines = [f"{name} #{batch.pk} ({batch.get_state_display()}): {batch.file_name}"]
    head = _(
        "%(rows)s rows, %(good)s good: %(create)s new, %(update)s changed, %(same)s unchanged; %(refused)s refused"
    )
    lines.append(head % {**report, "refused": len(report["refused"])})
    line = _("  row %(row)s (no. %(serial)s): %(reason)s")
    lines += [line % row for row in report["refused"][:SHOWN]]
    if len(report["refused"]) > SHOWN:
        lines.append(_("  … and %(count)s more") % {"count": len(report["refused"]) - SHOWN})
    return "\n".join(lines)
