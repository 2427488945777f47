"""Paper originals, their hand-over lists and their moves. New tables only."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_issued_papers_never_change"),
        ("ledger", "0002_entries_are_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=60)),
                ("from_kind", models.CharField(max_length=10)),
                ("from_organ", models.CharField(max_length=18)),
                ("to_kind", models.CharField(max_length=10)),
                ("to_organ", models.CharField(max_length=18)),
                ("sent_by", models.CharField(max_length=60)),
                ("sent_post", models.CharField(max_length=60)),
                ("sent_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("from_organ", "number"), name="documents_hand_over_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_kind", models.F("to_kind")),
                            ("from_organ", models.F("to_organ")),
                            _negated=True,
                        ),
                        name="documents_hand_over_goes_on",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Original",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("barcode", models.CharField(max_length=9, unique=True)),
                ("event_no", models.IntegerField(null=True)),
                ("material", models.CharField(max_length=60)),
                ("name", models.TextField()),
                ("copies", models.IntegerField()),
                ("taken_organ", models.CharField(max_length=18)),
                ("taken_at", models.DateTimeField()),
                ("standing", models.CharField(max_length=10)),
                ("place_kind", models.CharField(max_length=10)),
                ("place_organ", models.CharField(blank=True, max_length=18)),
                ("to_kind", models.CharField(blank=True, max_length=10)),
                ("to_organ", models.CharField(blank=True, max_length=18)),
                ("since", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="originals",
                        to="ledger.case",
                    ),
                ),
                (
                    "hand_over",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="documents.handover",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "original_id",
                        "no",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("no", models.IntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("place_kind", models.CharField(max_length=10)),
                ("place_organ", models.CharField(max_length=18)),
                ("to_kind", models.CharField(blank=True, max_length=10)),
                ("to_organ", models.CharField(blank=True, max_length=18)),
                ("officer", models.CharField(max_length=60)),
                ("post", models.CharField(max_length=60)),
                ("organ", models.CharField(max_length=18)),
                ("at", models.DateTimeField()),
                ("recipient", models.CharField(blank=True, max_length=10)),
                ("proof", models.CharField(blank=True, max_length=10)),
                ("ground", models.CharField(blank=True, max_length=20)),
                (
                    "hand_over",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="documents.handover",
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="documents.original",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="original",
            index=models.Index(
                fields=["place_organ", "place_kind", "standing", "since"],
                name="documents_original_place",
            ),
        ),
        migrations.AddIndex(
            model_name="original",
            index=models.Index(
                condition=models.Q(("standing", "under_way")),
                fields=["to_organ", "to_kind"],
                name="documents_original_coming",
            ),
        ),
        migrations.AddIndex(
            model_name="original",
            index=models.Index(
                condition=models.Q(("standing__in", ["under_way", "missing"])),
                fields=["standing", "since"],
                name="documents_original_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="original",
            constraint=models.CheckConstraint(
                condition=models.Q(("copies__gte", 1)), name="documents_original_copies"
            ),
        ),
        migrations.AddConstraint(
            model_name="original",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("hand_over__isnull", False),
                        ("standing", "under_way"),
                        models.Q(("to_kind", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("standing", "under_way"), _negated=True), ("hand_over", None)
                    ),
                    _connector="OR",
                ),
                name="documents_original_under_way_by_list",
            ),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.CheckConstraint(
                condition=models.Q(("no__gte", 1)), name="documents_move_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "returned"),
                        models.Q(("recipient", ""), _negated=True),
                        models.Q(("proof", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("kind", "returned"), _negated=True),
                        ("proof", ""),
                        ("recipient", ""),
                    ),
                    _connector="OR",
                ),
                name="documents_move_return_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "reversed"), models.Q(("ground", ""), _negated=True)),
                    models.Q(models.Q(("kind", "reversed"), _negated=True), ("ground", "")),
                    _connector="OR",
                ),
                name="documents_move_reversal_grounded",
            ),
        ),
    ]
