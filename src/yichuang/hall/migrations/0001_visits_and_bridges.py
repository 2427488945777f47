"""Keep visits under way at a counter, and the bridges to devices that were paired.

New tables: nothing stands in them yet.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Bridge",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("demo", models.BooleanField()),
                ("paired_by", models.CharField(max_length=60)),
                ("paired_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("officer", models.CharField(max_length=60)),
                ("content", models.BinaryField()),
                ("parked_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["officer", "-changed_at"], name="hall_visit_officer")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("parked_at", None)),
                        fields=("officer",),
                        name="hall_visit_one_at_a_counter",
                    )
                ],
            },
        ),
    ]
