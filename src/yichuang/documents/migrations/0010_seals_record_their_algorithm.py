"""A paper records with what its seal was signed. A column with a constant: no rows rewritten."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_desk_hand_overs_are_append_only")]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="seal_algorithm",
            field=models.CharField(blank=True, db_default="", default="", max_length=10),
        ),
    ]
