"""Papers that were sealed before the algorithm was recorded say that theirs was P-256.

Why: until then there was no other. Only rows with a file are touched; the trigger of 0002 lets the
change pass, since it names the columns that must not change and this is none of them.
"""

from django.db import migrations

FORWARD = "UPDATE documents_paper SET seal_algorithm = 'p256' WHERE blob <> ''"


class Migration(migrations.Migration):
    dependencies = [("documents", "0010_seals_record_their_algorithm")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
