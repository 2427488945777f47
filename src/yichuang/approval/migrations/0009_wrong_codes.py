"""Count wrong codes in the public query of progress, so that nobody guesses on and on.

Why: a receipt number is known in order, and only its code keeps it. Safe on a full table: one new
table, nothing else is touched.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("approval", "0008_whose_money")]

    operations = [
        migrations.CreateModel(
            name="WrongCodes",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("wrong", models.IntegerField()),
                ("ends_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["ends_at"], name="approval_wrong_codes_end")],
            },
        ),
    ]
