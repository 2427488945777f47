"""Keep which organ has a case now, where a superior organ decides what a lower one examined.

Why: from the hand-up on the superior organ acts and the lower one may only look (LicLaw
行政许可法 35). Both columns have a default in the database: no rows are rewritten, and a release
that does not know them still inserts. The index is built on the few cases that were handed up.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_dates_are_derived_anew")]

    operations = [
        migrations.AddField(
            "case", "holder", models.CharField(max_length=18, default="", db_default="")
        ),
        migrations.AddField(
            "case", "holder_region", models.CharField(max_length=12, default="", db_default="")
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["holder", "-opened_at"],
                name="ledger_case_holder",
                condition=models.Q(("holder", ""), _negated=True),
            ),
        ),
    ]
