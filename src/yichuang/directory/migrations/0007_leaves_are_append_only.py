"""Let the database refuse to change or remove who was on leave, who stood in and who left.

Why: by what right somebody acted in another's post is asked for years later. Safe on a full table:
no rows are rewritten.
"""

from django.db import migrations

TABLES = ("leave", "leaverecord", "departure")

FORWARD = "".join(
    f"""
CREATE TRIGGER directory_{table}_no_change BEFORE UPDATE OR DELETE ON directory_{table}
    FOR EACH ROW EXECUTE FUNCTION directory_refuse_change();
CREATE TRIGGER directory_{table}_no_truncate BEFORE TRUNCATE ON directory_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION directory_refuse_change();
"""
    for table in TABLES
)
BACKWARD = "".join(
    f"""
DROP TRIGGER directory_{table}_no_change ON directory_{table};
DROP TRIGGER directory_{table}_no_truncate ON directory_{table};
"""
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_leave_and_stand_ins")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
