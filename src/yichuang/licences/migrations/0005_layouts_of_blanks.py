"""Let the places of a batch's fields be mended: who set which layout when, each a row of its own.

Why: a layout that was typed wrong spoils numbered blanks, and a batch itself never changes. Adds a
table and rewrites nothing; the release before does not look at it. The function that refuses
changes stands since 0002.
"""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "licences_blanklayout"
FORWARD = f"""
CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION licences_refuse_change();
CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION licences_refuse_change();
"""
BACKWARD = (
    f"DROP TRIGGER {TABLE}_no_change ON {TABLE}; DROP TRIGGER {TABLE}_no_truncate ON {TABLE};"
)


class Migration(migrations.Migration):
    dependencies = [("licences", "0004_blanks_are_append_only")]

    operations = [
        migrations.CreateModel(
            name="BlankLayout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("layout", models.JSONField()),
                ("set_by", models.CharField(max_length=60)),
                ("set_at", models.DateTimeField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="layouts",
                        to="licences.blankbatch",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
