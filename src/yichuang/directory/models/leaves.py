"""Leave with a stand-in, and who has left: rows that are only ever added."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from .people import Officer


class Leave(models.Model):
    """An officer is away between two days, and a colleague stands in for him (请假、AB 岗).

    Append-only: when and by whom it was entered stays beside the days it is about. What became of
    it stands in `LeaveRecord`; the days lent to the stand-in, in `StandIn`.
    """

    id = models.UUIDField(primary_key=True)
    absent = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="leaves")
    stand_in = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="leaves_covered")
    organ = models.CharField(max_length=18)
    posts = ArrayField(models.CharField(max_length=60))
    first_day = models.DateField()
    last_day = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=60)
    entered_in = models.CharField(max_length=60)  # the post

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="directory_leave_two_people", condition=~Q(absent=F("stand_in"))
            ),
            models.CheckConstraint(
                name="directory_leave_dates", condition=Q(last_day__gte=F("first_day"))
            ),
        ]
        indexes = [models.Index(fields=["organ", "-first_day"], name="directory_leave_organ")]


class LeaveRecord(models.Model):
    """What became of a leave: approved, refused or ended early, by whom and when. Append-only."""

    class Kind(models.TextChoices):
        """What was decided."""

        APPROVED = "approved"
        REFUSED = "refused"
        ENDED = "ended"

    id = models.UUIDField(primary_key=True)
    leave = models.ForeignKey(Leave, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    post = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["leave"],
                condition=Q(kind__in=["approved", "refused"]),
                name="directory_leave_one_verdict",
            ),
            models.UniqueConstraint(
                fields=["leave"], condition=Q(kind="ended"), name="directory_leave_ends_once"
            ),
        ]


class Departure(models.Model):
    """An officer has left: every post ended with one act (离岗). Append-only."""

    id = models.UUIDField(primary_key=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="departures")
    organ = models.CharField(max_length=18)
    posts = ArrayField(models.CharField(max_length=60))
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    post = models.CharField(max_length=60)
