"""Let lists find deemed acceptances: until when an answer was awaited, and whose notice waits.

Safe on a full table: both columns have a constant default, and the index is over deemed cases only.
The release before ignores them.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("approval", "0001_initial"),
        ("ledger", "0002_entries_are_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="deemed_held",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="application",
            name="silent_until",
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("deemed", True)),
                fields=["silent_until"],
                name="approval_deemed",
            ),
        ),
    ]
