"""Consents to electronic service, by party and channel. A new table only."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_organs_led_from_above"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactChoice",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("in_site", "站内消息（我的空间）"),
                            ("sms", "短信"),
                            ("email", "电子邮件"),
                            ("webhook", "政务消息平台（App）"),
                        ],
                        max_length=10,
                    ),
                ),
                ("address_sealed", models.BinaryField(null=True)),
                ("address_masked", models.CharField(blank=True, max_length=80)),
                (
                    "language",
                    models.CharField(choices=[("zh", "简体中文"), ("en", "English")], max_length=2),
                ),
                ("given_at", models.DateTimeField()),
                ("given_by", models.CharField(max_length=60)),
                ("basis", models.CharField(blank=True, max_length=200)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_choices",
                        to="directory.party",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("party", "channel"),
                        name="directory_contact_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            ("withdrawn_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="directory_contact_withdrawn_after_given",
                    ),
                ],
            },
        ),
    ]
