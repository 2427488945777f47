"""Let no organ give a number of the notices on handling and service to two valid papers.

Why: notices of special procedures, extensions and withdrawals and proofs of service are numbered
now, and a number stands for one paper. The index is built anew: on a full table the papers table is
read once while writes wait; no row is rewritten, and none of the new kinds exists yet.
"""

from django.db import migrations, models

NUMBERED = [
    "supplement",
    "acceptance",
    "non_acceptance",
    "special_procedure",
    "extension",
    "withdrawal",
    "grant",
    "refusal",
    "service_return",
]


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_moves_of_originals_are_append_only")]

    operations = [
        migrations.RemoveConstraint(model_name="paper", name="documents_paper_number"),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                name="documents_paper_number",
                fields=["organ_code", "kind", "number"],
                condition=models.Q(state="issued", kind__in=NUMBERED),
            ),
        ),
    ]
