"""What has been made public; all of it can be read from the ledger again."""

from __future__ import annotations

from django.db import models


class PublishedResult(models.Model):
    """A granted application as the public may see it (办理结果公开): LicLaw 40, 5.

    A person's name is masked; a firm's is shown with its credit code. Nothing of the content of
    an application is here.
    """

    case_id = models.UUIDField(primary_key=True)
    position = models.BigIntegerField()  # of the decision in the log
    number = models.CharField(max_length=50, unique=True)
    decision_number = models.CharField(max_length=80, blank=True)
    matter = models.CharField(max_length=60)
    matter_name = models.TextField()
    power_type = models.CharField(max_length=2)
    organ = models.CharField(max_length=18)
    organ_name = models.TextField()  # in whose name it was decided
    acting_organ_name = models.TextField(default="", db_default="")  # the entrusted organ
    supervising_organ_name = models.TextField(default="", db_default="")  # watches afterwards
    region = models.CharField(max_length=12)
    holder = models.TextField()
    holder_code = models.CharField(max_length=18, blank=True)  # firms only, GB 32100
    decided_on = models.DateField()
    recorded_at = models.DateTimeField()
    event_no = models.IntegerField()
    digest = models.CharField(max_length=64)  # the decision's own entry
    withdrawn_on = models.DateField(null=True)  # voided or corrected away; the page says so

    class Meta:
        indexes = [
            models.Index(fields=["-decided_on", "-position"], name="disclosure_result_day"),
            models.Index(fields=["organ", "-decided_on"], name="disclosure_result_organ"),
        ]
