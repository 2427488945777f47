"""Prints of papers in batches: which copy, by whom, why again. A new table only."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0011_earlier_seals_are_of_p256"),
    ]

    operations = [
        migrations.CreateModel(
            name="Printing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("run", models.UUIDField()),
                ("copy", models.IntegerField()),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("actor_id", models.CharField(max_length=60)),
                ("printed_at", models.DateTimeField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printings",
                        to="documents.paper",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("paper", "copy"), name="documents_printing_copy"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("copy", 1), ("reason", "")),
                            models.Q(("copy__gt", 1), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="documents_printing_again_has_reason",
                    ),
                ],
            },
        ),
    ]
