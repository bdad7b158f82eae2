"""Full-text search: a text for each ticket, and on PostgreSQL its pairs of characters with their index."""

import unicodedata
from collections import defaultdict

import django.db.models.deletion
from django.db import migrations, models

BATCH, LONGEST = 2000, 60_000
# Every pair of neighbouring characters, and the last character alone: \x01 stands in no folded text.
PAIRS = r"""
ALTER TABLE inspections_tickettext ADD COLUMN grams tsvector GENERATED ALWAYS AS (
    array_to_tsvector(array_remove(string_to_array(
        regexp_replace(body, '(..)', E'\\1\x01', 'g') || E'\x01' ||
        regexp_replace(substr(body, 2), '(..)', E'\\1\x01', 'g'),
        E'\x01'
    ), ''))
) STORED;
ALTER TABLE inspections_tickettext ALTER COLUMN grams SET STATISTICS 500;
CREATE INDEX tickettext_grams ON inspections_tickettext USING gin (grams) WITH (gin_pending_list_limit = 256);
CREATE INDEX tickettext_open_grams ON inspections_tickettext USING gin (grams)
    WITH (gin_pending_list_limit = 256) WHERE is_open;
"""


def add_pairs(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(PAIRS)


def fold(text):
    """As ``inspections.domain.texts.fold`` when this migration was written."""
    plain = "".join(unicodedata.normalize("NFKC", each).lower() for each in text)
    return " ".join("".join(" " if unicodedata.category(each)[0] in "ZC" else each for each in plain).split())


def fill(apps, schema_editor):
    tickets, texts = apps.get_model("inspections", "Ticket").objects, apps.get_model("inspections", "TicketText")
    events = apps.get_model("inspections", "TicketEvent").objects.exclude(note="")
    last = 0
    while rows := list(tickets.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = rows[-1].pk
        notes = defaultdict(list)
        for ticket, note in events.filter(ticket__in=rows).order_by("pk").values_list("ticket_id", "note"):
            notes[ticket].append(note)
        parts = ((row, (row.number, row.place, row.description, *notes[row.pk])) for row in rows)
        texts.objects.bulk_create(
            texts(
                ticket_id=row.pk,
                point_id=row.point_id,
                is_open=row.state not in ("closed", "rejected", "voided"),
                body="\n".join(filter(None, map(fold, told)))[:LONGEST],
            )
            for row, told in parts
        )


class Migration(migrations.Migration):
    dependencies = [("inspections", "0003_drafts")]

    operations = [
        migrations.CreateModel(
            name="TicketText",
            fields=[
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="inspections.ticket",
                        verbose_name="ticket",
                    ),
                ),
                ("is_open", models.BooleanField(default=True, verbose_name="open")),
                ("body", models.TextField(verbose_name="text")),
                (
                    "point",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="inspections.point",
                        verbose_name="point",
                    ),
                ),
            ],
            options={
                "verbose_name": "text of a ticket",
                "verbose_name_plural": "texts of tickets",
                "default_permissions": (),
            },
        ),
        migrations.RunPython(add_pairs, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
