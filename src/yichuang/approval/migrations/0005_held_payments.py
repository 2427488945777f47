"""Keep what the non-tax system told and no case could take, and what was done about it.

Why: money that came and is not recorded must not be lost, nor quietly put aside; so the database
refuses to change or remove either. Safe on a full table: two new tables, nothing else is touched.
"""

import django.db.models.deletion
from django.db import migrations, models

TABLES = ("heldpayment", "heldpaymentoutcome")

FUNCTION = """
CREATE FUNCTION approval_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
END $$;
"""
FORWARD = FUNCTION + "".join(
    f"""
CREATE TRIGGER approval_{table}_no_change BEFORE UPDATE OR DELETE ON approval_{table}
    FOR EACH ROW EXECUTE FUNCTION approval_refuse_change();
CREATE TRIGGER approval_{table}_no_truncate BEFORE TRUNCATE ON approval_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION approval_refuse_change();
"""
    for table in TABLES
)
BACKWARD = (
    "".join(
        f"""
DROP TRIGGER approval_{table}_no_change ON approval_{table};
DROP TRIGGER approval_{table}_no_truncate ON approval_{table};
"""
        for table in TABLES
    )
    + "DROP FUNCTION approval_refuse_change();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("approval", "0004_bills"),
        ("ledger", "0002_entries_are_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldPayment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("reference", models.CharField(max_length=40)),
                ("amount_fen", models.BigIntegerField()),
                ("paid_at", models.DateTimeField()),
                ("bill_number", models.CharField(max_length=20)),
                ("why", models.CharField(max_length=60)),
                ("heard_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["reference", "code", "amount_fen", "paid_at", "bill_number"],
                        name="approval_held_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldPaymentOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("officer", models.CharField(max_length=40)),
                ("note", models.CharField(max_length=500)),
                (
                    "held",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="approval.heldpayment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["held", "kind"], name="approval_outcome_once"),
                    models.UniqueConstraint(
                        fields=["held"],
                        condition=models.Q(kind__in=["return_asked", "explained"]),
                        name="approval_settled_once",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
