"""Let the database refuse to change or remove a wording of a phrase.

Why: a shared wording goes to many applicants; who changed it must not be possible to hide. Safe on
a full table: no rows are rewritten.
"""

from django.db import migrations

FORWARD = """
CREATE TRIGGER directory_phraserecord_no_change BEFORE UPDATE OR DELETE ON directory_phraserecord
    FOR EACH ROW EXECUTE FUNCTION directory_refuse_change();
CREATE TRIGGER directory_phraserecord_no_truncate BEFORE TRUNCATE ON directory_phraserecord
    FOR EACH STATEMENT EXECUTE FUNCTION directory_refuse_change();
"""
BACKWARD = """
DROP TRIGGER directory_phraserecord_no_change ON directory_phraserecord;
DROP TRIGGER directory_phraserecord_no_truncate ON directory_phraserecord;
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_phrases_of_posts")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
