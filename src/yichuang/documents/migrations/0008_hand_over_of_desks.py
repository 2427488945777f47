"""Hand-overs of whole desks: what was on the list, and who signed.

Why: who had which paper, and who answered for what, is asked for after the officer has moved away.
Safe on a full table: two new tables.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_attempts_are_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskHandOver",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=60)),
                ("organ", models.CharField(max_length=18)),
                ("giver", models.CharField(max_length=60)),
                ("taker", models.CharField(max_length=60)),
                ("items", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("ordered_by", models.CharField(max_length=60)),
                ("ordered_post", models.CharField(max_length=60)),
                ("ordered_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organ", "-ordered_at"], name="documents_desk_organ")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organ", "number"), name="documents_desk_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("taker")), _negated=True),
                        name="documents_desk_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskSignature",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "side",
                    models.CharField(
                        choices=[("gave", "Gave"), ("took", "Took"), ("off", "Off")], max_length=10
                    ),
                ),
                ("by", models.CharField(max_length=60)),
                ("post", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "hand_over",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="documents.deskhandover",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hand_over", "side"), name="documents_desk_side_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("side__in", ["took", "off"])),
                        fields=("hand_over",),
                        name="documents_desk_ends_once",
                    ),
                ],
            },
        ),
    ]
