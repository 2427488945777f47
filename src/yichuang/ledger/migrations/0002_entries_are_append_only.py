"""Let the database itself refuse to change, remove or empty what was recorded.

Why: whoever runs the program, or a console as its owner, must not be able to alter an entry unseen
(PenLaw 行政处罚法 47 asks the whole process to be kept). Rights alone would leave the owner free.
Safe on a full table: no rows are rewritten.
"""

from django.db import migrations

TABLES = ("ledger_event", "ledger_logentry", "ledger_idempotency")

FUNCTION = """
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def forward(table: str) -> str:
    return f"""
    CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
    CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
    """


def backward(table: str) -> str:
    return (
        f"DROP TRIGGER {table}_no_change ON {table}; DROP TRIGGER {table}_no_truncate ON {table};"
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION ledger_refuse_change()"),
        *(migrations.RunSQL(forward(table), backward(table)) for table in TABLES),
    ]
