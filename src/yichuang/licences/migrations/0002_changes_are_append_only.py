"""Let the database refuse to change or remove what was recorded about a licence.

Why: a licence's history is evidence, and its printed content stands under a seal; only its state may
move on. Safe on a full table: no rows are rewritten.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION licences_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
TABLES = ("licences_statechange", "licences_verificationlook")
LICENCE = """
CREATE FUNCTION licences_keep_licence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'state' - 'holder' <> to_jsonb(OLD) - 'state' - 'holder'
        OR (NEW.holder <> OLD.holder AND NEW.holder <> ''::bytea)
    THEN
        RAISE EXCEPTION 'an issued licence is kept as it is: % refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER licences_licence_kept BEFORE UPDATE ON licences_licence
    FOR EACH ROW EXECUTE FUNCTION licences_keep_licence();
CREATE TRIGGER licences_licence_not_removed BEFORE DELETE ON licences_licence
    FOR EACH ROW EXECUTE FUNCTION licences_refuse_change();
CREATE TRIGGER licences_licence_not_emptied BEFORE TRUNCATE ON licences_licence
    FOR EACH STATEMENT EXECUTE FUNCTION licences_refuse_change();
"""
LICENCE_BACK = """
DROP TRIGGER licences_licence_kept ON licences_licence;
DROP TRIGGER licences_licence_not_removed ON licences_licence;
DROP TRIGGER licences_licence_not_emptied ON licences_licence;
DROP FUNCTION licences_keep_licence();
"""


def forward(table: str) -> str:
    return f"""
    CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION licences_refuse_change();
    CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION licences_refuse_change();
    """


def backward(table: str) -> str:
    return (
        f"DROP TRIGGER {table}_no_change ON {table}; DROP TRIGGER {table}_no_truncate ON {table};"
    )


class Migration(migrations.Migration):
    dependencies = [("licences", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION licences_refuse_change()"),
        *(migrations.RunSQL(forward(table), backward(table)) for table in TABLES),
        migrations.RunSQL(LICENCE, LICENCE_BACK),
    ]
