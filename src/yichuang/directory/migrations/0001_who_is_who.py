"""The tables of who is who, the access policy's posts, and the looks."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("case_id", models.UUIDField(null=True)),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_id", models.CharField(max_length=60)),
                ("post", models.CharField(blank=True, max_length=60)),
                ("organ", models.CharField(blank=True, max_length=18)),
                ("purpose", models.CharField(max_length=20)),
                ("ground", models.TextField(blank=True)),
                ("what", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("sealed_until", models.DateTimeField(null=True)),
                ("sealed_ground", models.TextField(blank=True)),
                ("nonce", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="LookQueue",
            fields=[
                ("look_id", models.UUIDField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="SealedKey",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="LookOpening",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("unsealed", "提前启封"), ("officer_named", "查明人员")],
                        max_length=15,
                    ),
                ),
                ("actor_id", models.CharField(max_length=60)),
                ("post", models.CharField(max_length=60)),
                ("ground", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "look",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="directory.look",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Organ",
            fields=[
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("code", models.CharField(max_length=18, primary_key=True, serialize=False)),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("short_name", models.CharField(max_length=40)),
                ("region", models.CharField(max_length=12)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "国家级"),
                            ("province", "省级"),
                            ("city", "市级"),
                            ("county", "县级"),
                            ("township", "镇(乡、街道)级"),
                            ("village", "村(社区)级"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("government", "政府"),
                            ("department", "行政机关"),
                            ("institution", "事业单位"),
                            ("subdistrict", "街道办事处(镇政府)"),
                            ("mass_body", "群团机关"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="directory.organ",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Officer",
            fields=[
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("code", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                (
                    "employment",
                    models.CharField(
                        choices=[
                            ("civil_servant", "公务员"),
                            ("institution", "事业编制"),
                            ("contract", "合同制(编外)"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employed",
                        to="directory.organ",
                    ),
                ),
                (
                    "managing_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="managed",
                        to="directory.organ",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("natural", "自然人"), ("legal", "法人和其他组织")], max_length=10
                    ),
                ),
                ("name_sealed", models.BinaryField(null=True)),
                ("name_masked", models.CharField(max_length=120)),
                ("number_kind", models.CharField(max_length=3)),
                ("number_sealed", models.BinaryField(null=True)),
                ("number_masked", models.CharField(max_length=40)),
                ("number_digest", models.BinaryField(null=True)),
                ("phone_sealed", models.BinaryField(null=True)),
                ("phone_masked", models.CharField(blank=True, max_length=20)),
                ("credit_code", models.CharField(max_length=18, null=True, unique=True)),
                ("real_name_level", models.SmallIntegerField(default=0)),
                ("registered_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("number_kind", "number_digest"), name="directory_party_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("real_name_level__range", (0, 3))),
                        name="directory_party_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "legal"), ("credit_code", None), _connector="OR"
                        ),
                        name="directory_party_credit_code_is_of_legal_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("all_matters", models.BooleanField()),
                (
                    "matters",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("basis", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates_held",
                        to="directory.party",
                    ),
                ),
                (
                    "principal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates_given",
                        to="directory.party",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="look",
            name="party",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="directory.party"
            ),
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("login_name", models.CharField(max_length=80, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                ("is_demo", models.BooleanField(default=False)),
                ("totp_sealed", models.BinaryField(null=True)),
                ("totp_last_step", models.BigIntegerField(default=0)),
                ("failed_count", models.IntegerField(default=0)),
                ("locked_until", models.DateTimeField(null=True)),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="directory.officer",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="directory.party",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("code", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("region", models.CharField(max_length=12)),
                (
                    "scope",
                    models.CharField(
                        choices=[("organ", "organ"), ("region", "region")], max_length=10
                    ),
                ),
                (
                    "acts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                (
                    "lines",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("needs_certificate", models.BooleanField(default=False)),
                (
                    "employments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("civil_servant", "公务员"),
                                ("institution", "事业编制"),
                                ("contract", "合同制(编外)"),
                            ],
                            max_length=15,
                        ),
                        size=None,
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="directory.organ",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PostHolding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to="directory.officer",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to="directory.post",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("code", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=60)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "国家级"),
                            ("province", "省级"),
                            ("city", "市级"),
                            ("county", "县级"),
                            ("township", "镇(乡、街道)级"),
                            ("village", "村(社区)级"),
                        ],
                        max_length=10,
                    ),
                ),
                ("parent", models.CharField(blank=True, max_length=12)),
                ("successor", models.CharField(blank=True, max_length=12)),
                ("source", models.TextField(blank=True)),
            ],
            options={
                "indexes": [models.Index(fields=["parent"], name="directory_region_parent")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{12}$")),
                        name="directory_region_code_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="directory_region_dates",
                    ),
                    models.UniqueConstraint(
                        fields=("code", "valid_from"), name="directory_region_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("code",),
                        name="directory_region_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "absent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to="directory.officer",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stand_ins",
                        to="directory.post",
                    ),
                ),
                (
                    "stand_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stand_ins",
                        to="directory.officer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Title",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("power_code", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("own", "法定本机关"),
                            ("transferred", "划转"),
                            ("entrusted", "委托"),
                            ("empowered", "赋权"),
                        ],
                        max_length=12,
                    ),
                ),
                ("basis", models.TextField()),
                (
                    "from_organ",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="titles_given",
                        to="directory.organ",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="titles",
                        to="directory.organ",
                    ),
                ),
                (
                    "supervising_organ",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="titles_supervised",
                        to="directory.organ",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("number", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=30)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="directory.officer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="directory_certificate_dates",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="organ",
            index=models.Index(fields=["region"], name="directory_organ_region"),
        ),
        migrations.AddConstraint(
            model_name="organ",
            constraint=models.CheckConstraint(
                condition=models.Q(("region__regex", "^[0-9]{12}$")),
                name="directory_organ_region_shape",
            ),
        ),
        migrations.AddConstraint(
            model_name="organ",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^[0-9A-Z]{18}$")),
                name="directory_organ_code_shape",
            ),
        ),
        migrations.AddConstraint(
            model_name="organ",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="directory_organ_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="directory_officer_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("principal", models.F("agent")), _negated=True),
                name="directory_mandate_two_parties",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("all_matters", True), ("matters__len", 0)),
                    models.Q(("all_matters", False), ("matters__len__gt", 0)),
                    _connector="OR",
                ),
                name="directory_mandate_all_or_some",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revoked_at", None),
                    ("revoked_at__gte", models.F("created_at")),
                    _connector="OR",
                ),
                name="directory_mandate_revoked_after_created",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="directory_mandate_dates",
            ),
        ),
        migrations.AddIndex(
            model_name="look",
            index=models.Index(fields=["party", "-at"], name="directory_look_party"),
        ),
        migrations.AddConstraint(
            model_name="look",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("case_id__isnull", False),
                    models.Q(("ground", ""), _negated=True),
                    _connector="OR",
                ),
                name="directory_look_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="look",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sealed_ground", ""), ("sealed_until", None)),
                    models.Q(
                        ("sealed_until__isnull", False),
                        models.Q(("sealed_ground", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="directory_look_sealed_with_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("officer", None), ("party", None), _connector="OR"),
                name="directory_account_one_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("region__regex", "^[0-9]{12}$")),
                name="directory_post_region_shape",
            ),
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
                            ],
                        ),
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="directory_post_contract_staff_assist",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("acts__overlap", ["platform.operate"]), _negated=True),
                    ("acts__contained_by", ["ledger.verify", "platform.operate"]),
                    _connector="OR",
                ),
                name="directory_post_system_administrator",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("acts__overlap", ["directory.manage"]), _negated=True),
                    ("acts__contained_by", ["directory.manage"]),
                    _connector="OR",
                ),
                name="directory_post_security_administrator",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("acts__overlap", ["audit.read", "look.open_sealed"]), _negated=True),
                    ("acts__contained_by", ["audit.read", "ledger.verify", "look.open_sealed"]),
                    _connector="OR",
                ),
                name="directory_post_audit_administrator",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="directory_post_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="postholding",
            constraint=models.UniqueConstraint(
                fields=("officer", "post", "valid_from"), name="directory_holding_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="postholding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to", None)),
                fields=("officer", "post"),
                name="directory_holding_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="postholding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="directory_holding_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="standin",
            constraint=models.CheckConstraint(
                condition=models.Q(("absent", models.F("stand_in")), _negated=True),
                name="directory_stand_in_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="standin",
            constraint=models.UniqueConstraint(
                fields=("post", "absent", "stand_in", "valid_from"), name="directory_stand_in_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="standin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="directory_stand_in_dates",
            ),
        ),
        migrations.AddIndex(
            model_name="title",
            index=models.Index(fields=["power_code"], name="directory_title_power"),
        ),
        migrations.AddConstraint(
            model_name="title",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_organ", None), ("kind", "own")),
                    models.Q(
                        models.Q(("kind", "own"), _negated=True), ("from_organ__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="directory_title_from_organ",
            ),
        ),
        migrations.AddConstraint(
            model_name="title",
            constraint=models.UniqueConstraint(
                fields=("organ", "power_code", "valid_from"), name="directory_title_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="title",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="directory_title_dates",
            ),
        ),
    ]
