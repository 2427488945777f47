"""Let the database refuse to change or remove a hand-over of a desk or a signature under it.

Why: it is the proof of who had what. Safe on a full table: no rows are rewritten.
"""

from django.db import migrations

TABLES = ("documents_deskhandover", "documents_desksignature")

FORWARD = "".join(
    f"""
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_change();
"""
    for table in TABLES
)
BACKWARD = "".join(
    f"DROP TRIGGER {table}_no_change ON {table}; DROP TRIGGER {table}_no_truncate ON {table};"
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0008_hand_over_of_desks")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
