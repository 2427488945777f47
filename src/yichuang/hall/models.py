"""Tables of the hall: who stands at which clerk's counter, and which bridges are trusted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Visit(models.Model):
    """A visitor at a counter as far as his clerk has come (窗口来访); never taken for filed.

    `content` is sealed: it names people. A clerk has one visitor before him; others are parked.
    """

    id = models.UUIDField(primary_key=True)
    officer = models.CharField(max_length=60)
    content = models.BinaryField()
    parked_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="hall_visit_one_at_a_counter", fields=["officer"], condition=Q(parked_at=None)
            ),
        ]
        indexes = [models.Index(fields=["officer", "-changed_at"], name="hall_visit_officer")]


class Bridge(models.Model):
    """A bridge to a counter's devices, known by its key (窗口设备桥); who paired it stays named.

    A pairing that was withdrawn stays on record, and its key is never trusted again.
    """

    key = models.CharField(primary_key=True, max_length=64)  # Ed25519, hex
    demo = models.BooleanField()
    organ = models.CharField(max_length=18, default="")
    paired_by = models.CharField(max_length=60)
    paired_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=60, default="")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_ground = models.CharField(max_length=20, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hall_bridge_withdrawn_by_somebody",
                condition=Q(withdrawn_at=None, withdrawn_by="", withdrawal_ground="")
                | (Q(withdrawn_at__gte=F("paired_at")) & ~Q(withdrawn_by="")),
            ),
        ]
