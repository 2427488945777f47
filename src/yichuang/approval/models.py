"""What the approval line alone knows about a case, beside the ledger; all of it can be rebuilt."""

from __future__ import annotations

from datetime import UTC, datetime

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
    renewal_until = models.DateField(null=True)  # the licence's last day, if silence then renews it
    renewed = models.BooleanField(default=False)  # by silence
    renewal_held = models.CharField(max_length=20, blank=True, default="")  # why its paper waits
    delivery = models.CharField(max_length=12, blank=True, default="")  # where its result is
    delivery_since = models.DateField(null=True)
    collection_digest = models.CharField(max_length=64, blank=True, default="")  # HMAC-SM3
    waybill = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection_digest"],
                condition=~models.Q(collection_digest=""),
                name="approval_one_collection_code",
            ),
        ]
        indexes = [
            models.Index(
                fields=["delivery", "delivery_since"],
                condition=~models.Q(delivery=""),
                name="approval_delivery",
            ),
            models.Index(
                fields=["silent_until"],
                condition=models.Q(deemed=True),
                name="approval_deemed",
            ),
            models.Index(
                fields=["renewal_until"],
                condition=models.Q(renewal_until__isnull=False),
                name="approval_renewal",
            ),
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


class OfferState(models.TextChoices):
    """Where an offer stands; that its last day has passed is seen from the day."""

    OPEN = "open"
    TAKEN = "taken"  # 已确认,已成为办件
    DECLINED = "declined"  # 本人表示不需要
    RECALLED = "recalled"  # 机关收回
    LAPSED = "lapsed"  # 过期没有确认, 又向本人提供过


class Offer(models.Model):
    """A benefit offered to one party from data the organ holds (免申即享), until a day.

    It is no case: nothing follows from letting it pass. Taken up, it is the origin of a case, whose
    first event names it.
    """

    id = models.UUIDField(primary_key=True)
    organ = models.CharField(max_length=18)
    matter = models.CharField(max_length=60)
    edition = models.UUIDField()
    party = models.UUIDField()
    party_masked = models.TextField()
    answers = models.BinaryField()  # sealed: what the data say of the person
    source = models.TextField()  # which data, as the person reads it
    until = models.DateField()
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.OPEN)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True, default="")
    ground = models.TextField(blank=True, default="")  # why the organ recalled it
    case = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "matter"],
                condition=models.Q(state="open"),
                name="approval_one_open_offer",
            )
        ]
        indexes = [models.Index(fields=["organ", "-made_at"], name="approval_offer_organ")]


class WrongCodes(models.Model):
    """How often a wrong code was given lately from one address, or for one receipt number."""

    key = models.CharField(primary_key=True, max_length=64)  # a keyed digest of either
    wrong = models.IntegerField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="approval_wrong_codes_end")]


class Bill(models.Model):
    """A bill of a case (缴费单), by its payment code; what was tried is the worker's, not evidence.

    `due_fen`, `noticed_at`, `waiting` and `refunding` are a projection of the case's events.
    """

    code = models.CharField(primary_key=True, max_length=20)
    case = models.OneToOneField(Case, on_delete=models.PROTECT)
    due_fen = models.BigIntegerField()
    noticed_at = models.DateTimeField()
    waiting = models.BooleanField()
    refunding = models.IntegerField(default=0)
    registered_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(default=datetime(2000, 1, 1, tzinfo=UTC))
    tries = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="approval_bill_next")]


class StandInBill(models.Model):
    """A bill as the demonstration's non-tax system knows it."""

    code = models.CharField(primary_key=True, max_length=20)
    amount_fen = models.BigIntegerField()


class StandInPayment(models.Model):
    """A payment nobody made: no money moves in the demonstration."""

    bill = models.ForeignKey(StandInBill, on_delete=models.PROTECT)
    reference = models.CharField(max_length=40, unique=True)
    number = models.CharField(max_length=20)
    paid_at = models.DateTimeField()
    refunded_at = models.DateTimeField(null=True)


class HeldPayment(models.Model):
    """What the non-tax system told and no case could take (来款待处理); each once, never changed.

    Names no payer: the non-tax system knows him by `reference`. `organ`: whose it is as told,
    where there is no case and that organ has officers to settle it; both empty: the city's
    reconciliation post looks into it.
    """

    code = models.CharField(max_length=20)
    reference = models.CharField(max_length=40)
    amount_fen = models.BigIntegerField()
    paid_at = models.DateTimeField()
    bill_number = models.CharField(max_length=20)
    why = models.CharField(max_length=60)  # the code of the refusal
    heard_at = models.DateTimeField()
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    organ = models.CharField(max_length=18, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "code", "amount_fen", "paid_at", "bill_number"],
                name="approval_held_once",
            )
        ]


class HeldPaymentOutcome(models.Model):
    """What was done about a held payment: by an officer, or by the system with an empty officer."""

    held = models.ForeignKey(HeldPayment, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=20)  # return_asked, returned, explained, recorded
    at = models.DateTimeField()
    officer = models.CharField(max_length=40)
    note = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["held", "kind"], name="approval_outcome_once"),
            models.UniqueConstraint(
                fields=["held"],
                condition=models.Q(kind__in=["return_asked", "explained"]),
                name="approval_settled_once",
            ),
        ]


class BundleMember(models.Model):
    """A matter of a bundle and the case it became (一件事的事项); a projection of the bundle."""

    pk = models.CompositePrimaryKey("bundle_id", "matter")
    bundle = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="bundle_members")
    matter = models.CharField(max_length=60)
    case = models.UUIDField(null=True)
    standing = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(case__isnull=False),
                name="approval_case_in_one_bundle",
            ),
        ]
