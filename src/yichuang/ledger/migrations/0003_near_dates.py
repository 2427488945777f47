"""Keep the day from which a promise is nearly used up, and find events by when they were recorded.

Why: the head's page counts what is near its limit and what happened in a period. The column is
nullable and the indexes are built on what is there: no rows are rewritten.
"""

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_entries_are_append_only")]

    operations = [
        migrations.AddField("case", "near_on", models.DateField(null=True)),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["status", "promised_due_on"],
                include=["near_on", "organ", "region", "line", "id"],
                name="ledger_case_due",
            ),
        ),
        migrations.AddIndex(
            "event",
            BrinIndex(fields=["recorded_at"], pages_per_range=32, name="ledger_event_recorded"),
        ),
    ]
