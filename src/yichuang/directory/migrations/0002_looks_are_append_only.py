"""Let the database itself refuse to change, remove or empty the record of looks.

Why: whoever read a person's data must not be able to take the trace back, also not as the owner of
the database. Safe on a full table: no rows are rewritten.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION directory_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER directory_look_no_change BEFORE UPDATE OR DELETE ON directory_look
    FOR EACH ROW EXECUTE FUNCTION directory_refuse_change();
CREATE TRIGGER directory_look_no_truncate BEFORE TRUNCATE ON directory_look
    FOR EACH STATEMENT EXECUTE FUNCTION directory_refuse_change();
"""

BACKWARD = """
DROP TRIGGER directory_look_no_change ON directory_look;
DROP TRIGGER directory_look_no_truncate ON directory_look;
DROP FUNCTION directory_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_who_is_who")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
