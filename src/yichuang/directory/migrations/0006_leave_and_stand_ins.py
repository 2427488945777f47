"""Leave with stand-ins, departures, and for whom a stand-in looked at a person's data.

Why: whoever acts for an absent colleague does so in his own name, and it can be proved for whom.
Safe on a full table: new tables, one column with a constant default, and a constraint on posts,
which are few.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0005_contact_choices_are_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="Departure",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("organ", models.CharField(max_length=18)),
                (
                    "posts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), size=None
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("post", models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="Leave",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("organ", models.CharField(max_length=18)),
                (
                    "posts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), size=None
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=60)),
                ("entered_in", models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="LeaveRecord",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("post", models.CharField(max_length=60)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="post",
            name="directory_post_contract_staff_assist",
        ),
        migrations.AddField(
            model_name="look",
            name="standing_in_for",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("employments__contains", ["contract"]), _negated=True),
                    models.Q(
                        (
                            "acts__overlap",
                            [
                                "approval.accept",
                                "approval.correct",
                                "approval.decide",
                                "approval.examine",
                                "approval.extend",
                                "approval.issue",
                                "approval.review",
                                "approval.suspend",
                                "approval.void",
                                "audit.read",
                                "case.export",
                                "catalogue.edit",
                                "catalogue.import",
                                "catalogue.publish",
                                "catalogue.review",
                                "directory.manage",
                                "head.view",
                                "ledger.verify",
                                "look.open_sealed",
                                "look.seal",
                                "platform.operate",
                                "staff.lead",
                            ],
                        ),
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="directory_post_contract_staff_assist",
            ),
        ),
        migrations.AddField(
            model_name="departure",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="departures",
                to="directory.officer",
            ),
        ),
        migrations.AddField(
            model_name="leave",
            name="absent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leaves",
                to="directory.officer",
            ),
        ),
        migrations.AddField(
            model_name="leave",
            name="stand_in",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leaves_covered",
                to="directory.officer",
            ),
        ),
        migrations.AddField(
            model_name="leaverecord",
            name="leave",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to="directory.leave",
            ),
        ),
        migrations.AddIndex(
            model_name="leave",
            index=models.Index(fields=["organ", "-first_day"], name="directory_leave_organ"),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(("absent", models.F("stand_in")), _negated=True),
                name="directory_leave_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))),
                name="directory_leave_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="leaverecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["approved", "refused"])),
                fields=("leave",),
                name="directory_leave_one_verdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="leaverecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "ended")),
                fields=("leave",),
                name="directory_leave_ends_once",
            ),
        ),
    ]
