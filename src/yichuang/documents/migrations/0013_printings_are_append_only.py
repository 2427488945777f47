"""Let the database refuse to change or remove the record of a print.

Why: how often a sealed paper was printed, and why again, is what a check of the seals asks. Safe on
a full table: no rows are rewritten. The function stands since 0004.
"""

from django.db import migrations

FORWARD = """
CREATE TRIGGER documents_printing_no_change BEFORE UPDATE OR DELETE ON documents_printing
    FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
CREATE TRIGGER documents_printing_no_truncate BEFORE TRUNCATE ON documents_printing
    FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_change();
"""
BACKWARD = """
DROP TRIGGER documents_printing_no_change ON documents_printing;
DROP TRIGGER documents_printing_no_truncate ON documents_printing;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0012_printings")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
