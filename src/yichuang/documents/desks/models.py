"""Tables of desk hand-overs: what was on the list, and who signed for it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class DeskHandOver(models.Model):
    """A list of everything that waited for one officer, handed to another (移交清单). Append-only.

    `items` is what was on the list when it was drawn up, without personal data: rows of `DeskItem`.
    `digest` is taken over them, and each signature repeats it.
    """

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=60)
    organ = models.CharField(max_length=18)  # GB 32100-2015
    giver = models.CharField(max_length=60)  # officer codes
    taker = models.CharField(max_length=60)
    items = models.JSONField()
    digest = models.CharField(max_length=64)  # SM3, hex
    ordered_by = models.CharField(max_length=60)
    ordered_post = models.CharField(max_length=60)
    ordered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="documents_desk_number"),
            models.CheckConstraint(
                name="documents_desk_two_people", condition=~Q(giver=F("taker"))
            ),
        ]
        indexes = [models.Index(fields=["organ", "-ordered_at"], name="documents_desk_organ")]


class DeskSignature(models.Model):
    """A side signed, or the head called it off. Append-only; it ends once, in one way."""

    class Side(models.TextChoices):
        """What was signed."""

        GAVE = "gave"
        TOOK = "took"
        OFF = "off"

    id = models.UUIDField(primary_key=True)
    hand_over = models.ForeignKey(DeskHandOver, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=10, choices=Side)
    by = models.CharField(max_length=60)
    post = models.CharField(max_length=60)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hand_over", "side"], name="documents_desk_side_once"),
            models.UniqueConstraint(
                fields=["hand_over"],
                condition=Q(side__in=["took", "off"]),
                name="documents_desk_ends_once",
            ),
        ]
