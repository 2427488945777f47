"""Let the database refuse to alter or remove a move or a list, or what an original is.

Why: a paper is found again only if every hand it passed through stays on record; a wrong move is
reversed by another, never taken away. Of an original only the copy of where it stands may change.
Safe on a full table: no rows are rewritten.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
ORIGINALS = """
CREATE FUNCTION documents_keep_original() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE'
        OR (OLD.id, OLD.barcode, OLD.case_id, OLD.event_no, OLD.material, OLD.name, OLD.copies,
            OLD.taken_organ, OLD.taken_at)
           IS DISTINCT FROM
           (NEW.id, NEW.barcode, NEW.case_id, NEW.event_no, NEW.material, NEW.name, NEW.copies,
            NEW.taken_organ, NEW.taken_at)
    THEN
        RAISE EXCEPTION 'an original is kept as it was taken: % refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER documents_original_kept BEFORE UPDATE OR DELETE ON documents_original
    FOR EACH ROW EXECUTE FUNCTION documents_keep_original();
CREATE TRIGGER documents_original_not_emptied BEFORE TRUNCATE ON documents_original
    FOR EACH STATEMENT EXECUTE FUNCTION documents_keep_original();
"""
ORIGINALS_BACK = """
DROP TRIGGER documents_original_kept ON documents_original;
DROP TRIGGER documents_original_not_emptied ON documents_original;
DROP FUNCTION documents_keep_original();
"""


def forward(table: str) -> str:
    return f"""
    CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
    CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_change();
    """


def backward(table: str) -> str:
    return (
        f"DROP TRIGGER {table}_no_change ON {table}; DROP TRIGGER {table}_no_truncate ON {table};"
    )


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_paper_originals")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION documents_refuse_change()"),
        *(
            migrations.RunSQL(forward(table), backward(table))
            for table in ("documents_handover", "documents_move")
        ),
        migrations.RunSQL(ORIGINALS, ORIGINALS_BACK),
    ]
