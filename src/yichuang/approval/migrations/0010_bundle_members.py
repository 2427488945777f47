"""Keep which cases belong to a bundle, so that a member's end finds the bundle it concerns.

Why: results of one member are the materials of another. Safe on a full table: one new table,
nothing else is touched; it can be rebuilt from the bundles' own events.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("approval", "0009_wrong_codes"), ("ledger", "__first__")]

    operations = [
        migrations.CreateModel(
            name="BundleMember",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bundle_id",
                        "matter",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("matter", models.CharField(max_length=60)),
                ("case", models.UUIDField(null=True)),
                ("standing", models.CharField(max_length=10)),
                (
                    "bundle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bundle_members",
                        to="ledger.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("case__isnull", False)),
                        fields=("case",),
                        name="approval_case_in_one_bundle",
                    ),
                ],
            },
        ),
    ]
