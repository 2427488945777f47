"""Let lists find renewals that silence grants: until when, whether it has, and whose paper waits.

Safe on a full table: every column has a constant default, and the index is over such renewals
only. The release before ignores them.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("approval", "0005_held_payments"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="renewal_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="application",
            name="renewed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="application",
            name="renewal_held",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("renewal_until__isnull", False)),
                fields=["renewal_until"],
                name="approval_renewal",
            ),
        ),
    ]
