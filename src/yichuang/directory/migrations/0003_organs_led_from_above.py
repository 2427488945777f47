"""Say of an organ whether it is led from above, as tax and customs are.

Why: reconsideration of its acts goes to the organ above it, not to the government of the place
(RecLaw 行政复议法 27). Safe on a full table: the column has a constant default.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_looks_are_append_only")]

    operations = [
        migrations.AddField(
            model_name="organ",
            name="vertical",
            field=models.BooleanField(default=False, db_default=False),
        ),
    ]
