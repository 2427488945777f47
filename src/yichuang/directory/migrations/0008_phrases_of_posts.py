"""The phrases each post keeps, wording by wording.

Why: officers write the same notices many times a day, and who changed a shared wording is asked for
afterwards. Safe on a full table: one new table.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0007_leaves_are_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="PhraseRecord",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("phrase", models.UUIDField()),
                ("no", models.IntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("added", "Added"),
                            ("changed", "Changed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("owner", models.CharField(blank=True, max_length=60)),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("supplement", "supplement"),
                            ("decline", "decline"),
                            ("opinion", "opinion"),
                            ("refusal", "refusal"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("by_post", models.CharField(max_length=60)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="phrases",
                        to="directory.post",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["post", "owner", "phrase", "-no"], name="directory_phrase_post"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("phrase", "no"), name="directory_phrase_no_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "added"), ("no", 1)),
                            models.Q(models.Q(("kind", "added"), _negated=True), ("no__gt", 1)),
                            _connector="OR",
                        ),
                        name="directory_phrase_begins_with_one",
                    ),
                ],
            },
        ),
    ]
