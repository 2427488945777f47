"""Let the database itself refuse to change or remove a published edition.

Why: a case keeps its edition's periods, materials, fees and conditions for life, so what was
published must stay what it was; application code is not enough to promise that. The last day in
force may be set, once. Safe on a full table: no rows are rewritten.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION catalogue_edition_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'published' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.effective_to IS NULL
       AND to_jsonb(NEW) - 'effective_to' = to_jsonb(OLD) - 'effective_to' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published edition never changes: %', OLD.id USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER catalogue_edition_is_fixed BEFORE UPDATE OR DELETE ON catalogue_edition
    FOR EACH ROW EXECUTE FUNCTION catalogue_edition_is_fixed();

CREATE FUNCTION catalogue_edition_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'editions are never emptied' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER catalogue_edition_is_not_emptied BEFORE TRUNCATE ON catalogue_edition
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_edition_is_not_emptied();
"""

BACKWARD = """
DROP TRIGGER catalogue_edition_is_fixed ON catalogue_edition;
DROP TRIGGER catalogue_edition_is_not_emptied ON catalogue_edition;
DROP FUNCTION catalogue_edition_is_fixed();
DROP FUNCTION catalogue_edition_is_not_emptied();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
