"""Looks: who read whose data, when and why. Append-only, like the events of the ledger."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .parties import Party


class Look(models.Model):
    """One reading or export of identifying data by somebody other than the person (查阅).

    No role may change, remove or empty this table. `case_id` is the ledger's, a floor higher.
    """

    id = models.UUIDField(primary_key=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, db_index=False)
    case_id = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.CharField(max_length=60)
    post = models.CharField(max_length=60, blank=True)
    organ = models.CharField(max_length=18, blank=True)
    purpose = models.CharField(max_length=20)
    ground = models.TextField(blank=True)
    what = models.CharField(max_length=20)
    at = models.DateTimeField()
    sealed_until = models.DateTimeField(null=True)
    sealed_ground = models.TextField(blank=True)  # the article that allows the deferral
    standing_in_for = models.CharField(max_length=60, blank=True, default="", db_default="")
    nonce = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="directory_look_has_reason",
                condition=Q(case_id__isnull=False) | ~Q(ground=""),
            ),
            models.CheckConstraint(
                name="directory_look_sealed_with_ground",
                condition=Q(sealed_until=None, sealed_ground="")
                | (Q(sealed_until__isnull=False) & ~Q(sealed_ground="")),
            ),
        ]
        indexes = [models.Index(fields=["party", "-at"], name="directory_look_party")]


class LookQueue(models.Model):
    """Looks that have no place in the log yet; emptied by the ledger's sequencer."""

    look_id = models.UUIDField(primary_key=True)


class LookOpening(models.Model):
    """A sealed look was opened, or its officer named, for somebody with the right to it (启封)."""

    class Kind(models.TextChoices):
        """What was opened (启封内容)."""

        UNSEALED = "unsealed", _("提前启封")
        OFFICER_NAMED = "officer_named", _("查明人员")

    id = models.UUIDField(primary_key=True)
    look = models.ForeignKey(Look, on_delete=models.PROTECT, related_name="openings")
    kind = models.CharField(max_length=15, choices=Kind)
    actor_id = models.CharField(max_length=60)
    post = models.CharField(max_length=60)
    ground = models.TextField()
    at = models.DateTimeField()
