"""Keep the bills of cases by payment code, and what the stand-in of the non-tax system holds.

Safe on a full table: three new tables, nothing else is touched.
"""

from datetime import UTC, datetime

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("approval", "0003_offers"),
        ("ledger", "0002_entries_are_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="StandInBill",
            fields=[
                ("code", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("amount_fen", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="StandInPayment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=40, unique=True)),
                ("number", models.CharField(max_length=20)),
                ("paid_at", models.DateTimeField()),
                ("refunded_at", models.DateTimeField(null=True)),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="approval.standinbill"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Bill",
            fields=[
                ("code", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("due_fen", models.BigIntegerField()),
                ("noticed_at", models.DateTimeField()),
                ("waiting", models.BooleanField()),
                ("refunding", models.IntegerField(default=0)),
                ("registered_at", models.DateTimeField(null=True)),
                ("next_at", models.DateTimeField(default=datetime(2000, 1, 1, tzinfo=UTC))),
                ("tries", models.IntegerField(default=0)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, to="ledger.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["next_at"], name="approval_bill_next")],
            },
        ),
    ]
