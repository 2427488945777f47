"""Tables of the licences room. The holder's name is sealed; lists show its masked form."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .states import STATE_NAMES, LicenceState


class Licence(models.Model):
    """An issued licence or certificate (电子证照), GB/T 36903 and 36904.

    `state` is where the changes led. A licence whose time has run out is out of force on the day
    itself, whether or not somebody has recorded the lapse.
    """

    id = models.UUIDField(primary_key=True)
    identifier = models.CharField(max_length=120, unique=True)  # 证照标识, GB/T 36904
    number = models.CharField(max_length=100)  # 证照编号
    type_code = models.CharField(max_length=21)
    type_name = models.CharField(max_length=100)
    holder = models.BinaryField()  # sealed
    holder_masked = models.CharField(max_length=200)
    holder_party = models.UUIDField(null=True)
    organ_code = models.CharField(max_length=18)  # GB 32100-2015
    organ_name = models.TextField()
    issued_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # None: long-term 长期
    state = models.CharField(
        max_length=2, choices=[(s.value, STATE_NAMES[s]) for s in LicenceState]
    )
    case_id = models.UUIDField(null=True, db_index=True)
    paper_id = models.UUIDField(unique=True)
    verification_code = models.CharField(max_length=26, unique=True)
    content_digest = models.CharField(max_length=64)
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="following"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="licences_licence_ends_after_begin",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        indexes = [
            models.Index(fields=["holder_party", "-issued_on"], name="licences_licence_holder"),
            models.Index(fields=["organ_code", "number"], name="licences_licence_number"),
            models.Index(
                fields=["valid_to"],
                name="licences_licence_ends",
                condition=Q(state="01", valid_to__isnull=False),
            ),
        ]


class StateChange(models.Model):
    """One change of a licence's state: when, why and by which case. Append-only."""

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="changes")
    before = models.CharField(max_length=2)
    after = models.CharField(max_length=2)
    ground = models.CharField(max_length=60)  # a code, never free text
    article = models.CharField(max_length=60, blank=True)  # short citation: "LicLaw 70"
    organ_code = models.CharField(max_length=18)
    case_id = models.UUIDField(null=True)
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()


class VerificationLook(models.Model):
    """One public verification (公开核验). Says nothing about who asked. Append-only."""

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="looks")
    channel = models.CharField(max_length=10)  # page, file, api
    outcome = models.CharField(max_length=20)  # in_force, not_in_force; for files: what was found
    looked_at = models.DateTimeField()


from .blanks.models import (  # noqa: E402 (found with the rest)
    BlankBatch,  # noqa: F401
    BlankEntry,  # noqa: F401
    BlankLayout,  # noqa: F401
)
