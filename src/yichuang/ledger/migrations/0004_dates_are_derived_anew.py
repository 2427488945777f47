"""Let the worker derive the dates of open cases anew, so that they have the day they are near.

Why: `near_on` is a cache like the other dates; an empty calendar version marks dates that were not
derived under the calendar in force. Rewrites every case once; nothing recorded is touched.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_near_dates")]

    operations = [
        migrations.RunSQL("UPDATE ledger_case SET calendar_version = ''", migrations.RunSQL.noop),
    ]
