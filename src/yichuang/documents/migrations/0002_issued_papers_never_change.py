"""Let the database refuse to alter or remove an issued paper, or to set a number series back.

Why: a paper's digest stands in the record of its case, and a number may be given only once; code
alone is not enough to promise either. A paper may still be voided, made out once, and erased of
its content when the archive period ends. Safe on a full table: no rows are rewritten.
"""

from django.db import migrations

PAPERS = """
CREATE FUNCTION documents_keep_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE'
        OR (OLD.id, OLD.case_id, OLD.kind, OLD.name, OLD.number, OLD.organ_code, OLD.organ_name,
            OLD.content_digest, OLD.verification_code, OLD.issued_on, OLD.created_at, OLD.seal)
           IS DISTINCT FROM
           (NEW.id, NEW.case_id, NEW.kind, NEW.name, NEW.number, NEW.organ_code, NEW.organ_name,
            NEW.content_digest, NEW.verification_code, NEW.issued_on, NEW.created_at, NEW.seal)
        OR (NEW.data <> OLD.data AND NEW.data <> ''::bytea)
        OR (OLD.pdf_digest <> '' AND NEW.pdf_digest <> OLD.pdf_digest)
        OR (OLD.state = 'void' AND NEW.state <> 'void')
    THEN
        RAISE EXCEPTION 'an issued paper is kept as it is: % refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER documents_paper_kept BEFORE UPDATE OR DELETE ON documents_paper
    FOR EACH ROW EXECUTE FUNCTION documents_keep_paper();
CREATE TRIGGER documents_paper_not_emptied BEFORE TRUNCATE ON documents_paper
    FOR EACH STATEMENT EXECUTE FUNCTION documents_keep_paper();
"""
PAPERS_BACK = """
DROP TRIGGER documents_paper_kept ON documents_paper;
DROP TRIGGER documents_paper_not_emptied ON documents_paper;
DROP FUNCTION documents_keep_paper();
"""
SERIES = """
CREATE FUNCTION documents_series_rise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR NEW.last <= OLD.last
        OR (NEW.series, NEW.year) IS DISTINCT FROM (OLD.series, OLD.year)
    THEN
        RAISE EXCEPTION 'a number is given only once: % refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER documents_series_rises BEFORE UPDATE OR DELETE ON documents_numberseries
    FOR EACH ROW EXECUTE FUNCTION documents_series_rise();
CREATE TRIGGER documents_series_not_emptied BEFORE TRUNCATE ON documents_numberseries
    FOR EACH STATEMENT EXECUTE FUNCTION documents_series_rise();
"""
SERIES_BACK = """
DROP TRIGGER documents_series_rises ON documents_numberseries;
DROP TRIGGER documents_series_not_emptied ON documents_numberseries;
DROP FUNCTION documents_series_rise();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [
        migrations.RunSQL(PAPERS, PAPERS_BACK),
        migrations.RunSQL(SERIES, SERIES_BACK),
    ]
