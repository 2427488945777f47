"""Let a window list what lies ready, is on its way or came back, and find it by code or waybill.

Safe on a full table: every column has a constant default, and the indexes are over open
deliveries only. The release before ignores them. Cases that wait for delivery already are listed
once something happens in them, or when projections are made anew.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("approval", "0006_renewals"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="delivery",
            field=models.CharField(blank=True, default="", max_length=12),
        ),
        migrations.AddField(
            model_name="application",
            name="delivery_since",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="application",
            name="collection_digest",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="application",
            name="waybill",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("delivery", ""), _negated=True),
                fields=["delivery", "delivery_since"],
                name="approval_delivery",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(("collection_digest", ""), _negated=True),
                fields=("collection_digest",),
                name="approval_one_collection_code",
            ),
        ),
    ]
