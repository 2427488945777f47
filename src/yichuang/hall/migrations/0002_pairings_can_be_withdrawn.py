"""Let the pairing of a bridge be withdrawn, by whom, when and why.

Why: a bridge that was lost or replaced must not go on signing readings. Safe on a full table: the
new columns are filled with their defaults, and what was paired before belongs to who paired it.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hall", "0001_visits_and_bridges")]

    operations = [
        migrations.AddField("bridge", "organ", models.CharField(default="", max_length=18)),
        migrations.AddField("bridge", "withdrawn_by", models.CharField(default="", max_length=60)),
        migrations.AddField("bridge", "withdrawn_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "bridge", "withdrawal_ground", models.CharField(default="", max_length=20)
        ),
        migrations.AddConstraint(
            "bridge",
            models.CheckConstraint(
                condition=models.Q(withdrawal_ground="", withdrawn_at=None, withdrawn_by="")
                | (models.Q(withdrawn_at__gte=models.F("paired_at")) & ~models.Q(withdrawn_by="")),
                name="hall_bridge_withdrawn_by_somebody",
            ),
        ),
    ]
