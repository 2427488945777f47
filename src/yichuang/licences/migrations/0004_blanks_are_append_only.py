"""Let the database refuse to change the register of blanks, or to take a number in twice.

Why: a blank with a number is a document of value; who had it and where it went must be provable.
Safe on a full table: no rows are rewritten. The function that refuses stands since 0002.
"""

from django.db import migrations

TABLES = ("licences_blankbatch", "licences_blankentry")
WITHIN = """
CREATE FUNCTION licences_blank_numbers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('licences_blank:' || NEW.type_code, 0));
    IF EXISTS (
        SELECT FROM licences_blankbatch AS other
        WHERE other.type_code = NEW.type_code AND other.prefix = NEW.prefix
            AND other.digits = NEW.digits AND other.first <= NEW.last AND other.last >= NEW.first
    ) THEN
        RAISE EXCEPTION 'a number of this batch was received before'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER licences_blankbatch_numbers BEFORE INSERT ON licences_blankbatch
    FOR EACH ROW EXECUTE FUNCTION licences_blank_numbers();
CREATE FUNCTION licences_blank_within() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM licences_blankbatch AS batch
        WHERE batch.id = NEW.batch_id AND NEW.serial BETWEEN batch.first AND batch.last
    ) THEN
        RAISE EXCEPTION 'the batch has no such number'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER licences_blankentry_within BEFORE INSERT ON licences_blankentry
    FOR EACH ROW EXECUTE FUNCTION licences_blank_within();
"""
WITHIN_BACK = """
DROP TRIGGER licences_blankentry_within ON licences_blankentry;
DROP FUNCTION licences_blank_within();
DROP TRIGGER licences_blankbatch_numbers ON licences_blankbatch;
DROP FUNCTION licences_blank_numbers();
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
    dependencies = [("licences", "0003_numbered_blanks")]

    operations = [
        migrations.RunSQL(WITHIN, WITHIN_BACK),
        *(migrations.RunSQL(forward(table), backward(table)) for table in TABLES),
    ]
