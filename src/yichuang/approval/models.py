"""What the approval line alone knows about a case, beside the ledger; all of it can be rebuilt."""

from __future__ import annotations

from django.db import models

from yichuang.ledger.public import Case


class Application(models.Model):
    """An application as lists show it (申请): the masked name, the entrance, how it was received.

    A projection of the case's events and file; `tests` and the worker recompute it.
    """

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT)
    entrance = models.CharField(max_length=10)  # online, window
    applicant_masked = models.TextField()
    received_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    gaps = models.IntegerField(default=0)
    outcome = models.CharField(max_length=20, blank=True)
    query_digest = models.CharField(max_length=64, blank=True)
    instant = models.BooleanField(default=False)
    deemed = models.BooleanField(default=False)
    silent_until = models.DateField(null=True)  # the last day for an answer, if deemed accepted
    deemed_held = models.CharField(max_length=20, blank=True, default="")  # why its notice waits

    class Meta:
        indexes = [
            models.Index(
                fields=["silent_until"],
                condition=models.Q(deemed=True),
                name="approval_deemed",
            )
        ]


class Draft(models.Model):
    """A form begun and not filed (草稿): it has no receipt number and is never taken for filed."""

    id = models.UUIDField(primary_key=True)
    party = models.UUIDField()
    principal = models.UUIDField()  # for whom: the party itself, or who gave the mandate
    edition = models.UUIDField()
    answers = models.BinaryField()  # sealed: personal data
    materials = models.JSONField(default=list)
    step = models.CharField(max_length=30, blank=True)
    changed_at = models.DateTimeField()
    filed_case = models.UUIDField(null=True)  # the case it became; kept as the receipt's way back

    class Meta:
        indexes = [models.Index(fields=["party", "-changed_at"], name="approval_draft_party")]
