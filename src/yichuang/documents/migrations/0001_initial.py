"""Uploads, papers and number series. New tables only."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "series",
                        "year",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("series", models.CharField(max_length=80)),
                ("year", models.IntegerField()),
                ("last", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", 1)), name="documents_series_positive"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("case_id", models.UUIDField(db_index=True, null=True)),
                ("kind", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=100)),
                ("number", models.CharField(max_length=100)),
                ("organ_code", models.CharField(max_length=18)),
                ("organ_name", models.TextField()),
                ("content_digest", models.CharField(max_length=64)),
                ("data", models.BinaryField()),
                ("seal", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[("issued", "已制发"), ("void", "已作废")], max_length=10
                    ),
                ),
                ("verification_code", models.CharField(max_length=26, unique=True)),
                ("issued_on", models.DateField()),
                ("created_at", models.DateTimeField()),
                ("blob", models.CharField(blank=True, max_length=64)),
                ("pdf_digest", models.CharField(blank=True, max_length=64)),
                ("pdf_size", models.BigIntegerField(null=True)),
                ("signed_at", models.DateTimeField(null=True)),
                ("voided_at", models.DateTimeField(null=True)),
                ("void_ground", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organ_code", "-created_at"], name="documents_paper_organ")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("blob", ""),
                                ("pdf_digest", ""),
                                ("pdf_size", None),
                                ("signed_at", None),
                            ),
                            models.Q(
                                models.Q(("blob", ""), _negated=True),
                                models.Q(("pdf_digest", ""), _negated=True),
                                ("pdf_size__gt", 0),
                                ("signed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="documents_paper_file_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "issued"), ("void_ground", ""), ("voided_at", None)),
                            models.Q(
                                ("state", "void"),
                                ("voided_at__gte", models.F("created_at")),
                                models.Q(("void_ground", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="documents_paper_void_has_ground",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["supplement", "acceptance", "non_acceptance", "grant", "refusal"],
                            ),
                            ("state", "issued"),
                        ),
                        fields=("organ_code", "kind", "number"),
                        name="documents_paper_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("party_id", models.CharField(blank=True, max_length=60)),
                ("actor_id", models.CharField(max_length=60)),
                ("filename", models.BinaryField()),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("blob", models.CharField(max_length=64)),
                ("warnings", models.JSONField(default=list)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["party_id", "-created_at"], name="documents_upload_party"),
                    models.Index(fields=["actor_id", "-created_at"], name="documents_upload_actor"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="documents_upload_not_empty"
                    )
                ],
            },
        ),
    ]
