"""Say of a published result which entrusted organ acted and which organ watches afterwards.

Why: a power may be transferred, entrusted or handed down (LicLaw 行政许可法 24, 25), and the public
is to know whom to hold to account. Safe on a full table: the columns have constant defaults; the
reader fills them when it is rebuilt.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="publishedresult",
            name="acting_organ_name",
            field=models.TextField(default="", db_default=""),
        ),
        migrations.AddField(
            model_name="publishedresult",
            name="supervising_organ_name",
            field=models.TextField(default="", db_default=""),
        ),
    ]
