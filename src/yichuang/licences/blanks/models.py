"""Tables of numbered blanks. Both are append-only: how a blank stands is its last entry."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ..models import Licence
from .rules import Place, Series


class BlankBatch(models.Model):
    """Blanks of one kind as they were received, with the layout of the sheet (空白证照入库)."""

    id = models.UUIDField(primary_key=True)
    organ_code = models.CharField(max_length=18)  # GB 32100-2015
    type_code = models.CharField(max_length=21)
    type_name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=6, blank=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    digits = models.IntegerField()
    width_mm = models.IntegerField()
    height_mm = models.IntegerField()
    layout = models.JSONField()  # [[field, x, y, size], …]
    received_by = models.CharField(max_length=60)  # officer code
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="licences_batch_has_numbers", condition=Q(last__gte=F("first"), first__gte=0)
            ),
        ]
        indexes = [models.Index(fields=["organ_code", "type_code"], name="licences_batch_kind")]

    @property
    def series(self) -> Series:
        """Its numbers."""
        return Series(self.prefix, self.first, self.last, self.digits)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the fields stand."""
        return tuple(Place(*one) for one in self.layout)


class BlankEntry(models.Model):
    """One thing that became of one blank (空白证照台账). Append-only, chained within its batch."""

    batch = models.ForeignKey(BlankBatch, on_delete=models.PROTECT, related_name="entries")
    position = models.IntegerField()  # 1, 2, … within the batch
    serial = models.BigIntegerField()
    fate = models.CharField(max_length=10)
    reason = models.CharField(max_length=20, blank=True)  # a code, never free text
    licence = models.ForeignKey(
        Licence, on_delete=models.PROTECT, null=True, related_name="blank_entries"
    )
    actor_id = models.CharField(max_length=60)  # officer code
    recorded_at = models.DateTimeField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="licences_blank_position", fields=["batch", "position"]),
            # A number carries one licence for ever, whatever the code does.
            models.UniqueConstraint(
                name="licences_blank_used_once",
                fields=["batch", "serial"],
                condition=Q(fate="issued"),
            ),
            models.CheckConstraint(
                name="licences_blank_issued_names_licence",
                condition=Q(fate="issued", licence__isnull=False)
                | (~Q(fate="issued") & Q(licence=None)),
            ),
        ]
        indexes = [models.Index(fields=["batch", "serial"], name="licences_blank_serial")]


class BlankLayout(models.Model):
    """The places of a batch's fields as mended later; the last holds (打印位置). Append-only."""

    batch = models.ForeignKey(BlankBatch, on_delete=models.PROTECT, related_name="layouts")
    layout = models.JSONField()  # as in BlankBatch
    set_by = models.CharField(max_length=60)  # officer code
    set_at = models.DateTimeField()
