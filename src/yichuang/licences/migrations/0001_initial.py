"""Licences, their changes of state and their public verifications. New tables only."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Licence",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("identifier", models.CharField(max_length=120, unique=True)),
                ("number", models.CharField(max_length=100)),
                ("type_code", models.CharField(max_length=21)),
                ("type_name", models.CharField(max_length=100)),
                ("holder", models.BinaryField()),
                ("holder_masked", models.CharField(max_length=200)),
                ("holder_party", models.UUIDField(null=True)),
                ("organ_code", models.CharField(max_length=18)),
                ("organ_name", models.TextField()),
                ("issued_on", models.DateField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("01", "有效"),
                            ("02", "暂扣"),
                            ("03", "撤销"),
                            ("04", "注销"),
                            ("05", "失效"),
                            ("06", "办理转出"),
                            ("07", "吊销"),
                            ("99", "其他"),
                        ],
                        max_length=2,
                    ),
                ),
                ("case_id", models.UUIDField(db_index=True, null=True)),
                ("paper_id", models.UUIDField(unique=True)),
                ("verification_code", models.CharField(max_length=26, unique=True)),
                ("content_digest", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField()),
                (
                    "previous",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="following",
                        to="licences.licence",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StateChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.CharField(max_length=2)),
                ("after", models.CharField(max_length=2)),
                ("ground", models.CharField(max_length=60)),
                ("article", models.CharField(blank=True, max_length=60)),
                ("organ_code", models.CharField(max_length=18)),
                ("case_id", models.UUIDField(null=True)),
                ("effective_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "licence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="licences.licence",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VerificationLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(max_length=10)),
                ("outcome", models.CharField(max_length=20)),
                ("looked_at", models.DateTimeField()),
                (
                    "licence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to="licences.licence",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="licence",
            index=models.Index(
                fields=["holder_party", "-issued_on"], name="licences_licence_holder"
            ),
        ),
        migrations.AddIndex(
            model_name="licence",
            index=models.Index(fields=["organ_code", "number"], name="licences_licence_number"),
        ),
        migrations.AddIndex(
            model_name="licence",
            index=models.Index(
                condition=models.Q(("state", "01"), ("valid_to__isnull", False)),
                fields=["valid_to"],
                name="licences_licence_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="licence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="licences_licence_ends_after_begin",
            ),
        ),
    ]
