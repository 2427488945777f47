"""Pre-numbered blanks and the register of what became of them. New tables only."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("licences", "0002_changes_are_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="BlankBatch",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("organ_code", models.CharField(max_length=18)),
                ("type_code", models.CharField(max_length=21)),
                ("type_name", models.CharField(max_length=100)),
                ("prefix", models.CharField(blank=True, max_length=6)),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("digits", models.IntegerField()),
                ("width_mm", models.IntegerField()),
                ("height_mm", models.IntegerField()),
                ("layout", models.JSONField()),
                ("received_by", models.CharField(max_length=60)),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organ_code", "type_code"], name="licences_batch_kind")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__gte", 0), ("last__gte", models.F("first"))),
                        name="licences_batch_has_numbers",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BlankEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.IntegerField()),
                ("serial", models.BigIntegerField()),
                ("fate", models.CharField(max_length=10)),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("actor_id", models.CharField(max_length=60)),
                ("recorded_at", models.DateTimeField()),
                ("hash", models.CharField(max_length=64)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="licences.blankbatch",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blank_entries",
                        to="licences.licence",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["batch", "serial"], name="licences_blank_serial")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "position"), name="licences_blank_position"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("fate", "issued")),
                        fields=("batch", "serial"),
                        name="licences_blank_used_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fate", "issued"), ("licence__isnull", False)),
                            models.Q(
                                models.Q(("fate", "issued"), _negated=True), ("licence", None)
                            ),
                            _connector="OR",
                        ),
                        name="licences_blank_issued_names_licence",
                    ),
                ],
            },
        ),
    ]
