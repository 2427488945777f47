"""What was sent of papers and news, and each try of it. New tables only."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0005_every_notice_has_its_own_number"),
    ]

    operations = [
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("event_no", models.IntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("channel", models.CharField(max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "待发送"),
                            ("sending", "发送中"),
                            ("sent", "已发出"),
                            ("delivered", "已送达"),
                            ("failed", "发送失败"),
                            ("cancelled", "未发送"),
                            ("not_reached", "未送达"),
                            ("told", "已电话告知"),
                            ("posted", "已交邮"),
                            ("announced", "公告中"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("method", models.CharField(blank=True, max_length=15)),
                ("choice_id", models.UUIDField(null=True)),
                ("address_masked", models.CharField(blank=True, max_length=80)),
                ("language", models.CharField(max_length=2)),
                ("act_by", models.DateField(null=True)),
                ("happened_at", models.DateTimeField()),
                ("queued_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField(null=True)),
                ("tries", models.SmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("served_on", models.DateField(null=True)),
                (
                    "paper",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="documents.paper"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("outcome", models.CharField(max_length=20)),
                ("detail", models.CharField(blank=True, max_length=40)),
                ("actor_id", models.CharField(blank=True, max_length=60)),
                ("post", models.CharField(blank=True, max_length=60)),
                ("words", models.BinaryField(null=True)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="documents.service",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="service",
            index=models.Index(
                condition=models.Q(("next_try_at__isnull", False)),
                fields=["channel", "next_try_at"],
                name="documents_service_due",
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=models.Index(
                condition=models.Q(("state__in", ["not_reached", "posted"])),
                fields=["state", "happened_at"],
                name="documents_service_open",
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=models.Index(
                condition=models.Q(("channel", "in_site"), ("kind", "supplement_requested")),
                fields=["act_by"],
                name="documents_service_act_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.UniqueConstraint(
                fields=("case_id", "event_no", "kind", "channel"), name="documents_service_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("next_try_at__isnull", False), ("state__in", ["queued", "sending"])),
                    models.Q(
                        models.Q(("state__in", ["queued", "sending"]), _negated=True),
                        ("next_try_at", None),
                    ),
                    _connector="OR",
                ),
                name="documents_service_waits_for_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("served_on", None), models.Q(("method", ""), _negated=True), _connector="OR"
                ),
                name="documents_service_served_somehow",
            ),
        ),
    ]
