"""Keep everybody who had a hand in a draft, so that none of them reviews it.

Editions from before have an empty list: whoever saved them last counts as their author. Adding a
column with a constant default rewrites no rows.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_published_editions_never_change")]
    operations = [
        migrations.AddField(
            model_name="edition", name="authors", field=models.JSONField(default=list)
        )
    ]
