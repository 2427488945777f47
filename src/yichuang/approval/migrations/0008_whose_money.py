"""Say whose a held payment is: money without a case is not for every organ to see and settle.

Why: the head of any organ could send it back. Safe on a full table: a column with a constant
default rewrites no row; what is held already goes to the city's reconciliation post, unless it
belongs to a case.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("approval", "0007_deliveries")]

    operations = [
        migrations.AddField(
            model_name="heldpayment",
            name="organ",
            field=models.CharField(blank=True, db_default="", default="", max_length=18),
        ),
    ]
