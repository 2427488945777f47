"""Let the database refuse to change, remove or empty the record of what was sent, and to whom.

Why: whether and when a paper was served is proved by this record; CPL 民事诉讼法 87. Safe on a full
table: no rows are rewritten. The function stands since 0004.
"""

from django.db import migrations

FORWARD = """
CREATE TRIGGER documents_attempt_no_change BEFORE UPDATE OR DELETE ON documents_attempt
    FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
CREATE TRIGGER documents_attempt_no_truncate BEFORE TRUNCATE ON documents_attempt
    FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_change();
"""
BACKWARD = """
DROP TRIGGER documents_attempt_no_change ON documents_attempt;
DROP TRIGGER documents_attempt_no_truncate ON documents_attempt;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_services")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
