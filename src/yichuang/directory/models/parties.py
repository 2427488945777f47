"""Those the power is exercised for or against: parties and their mandates."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .dated import Dated, dates_in_order


class PartyKind(models.TextChoices):
    """Natural or legal person (当事人类型)."""

    NATURAL = "natural", _("自然人")
    LEGAL = "legal", _("法人和其他组织")


class Party(models.Model):
    """An applicant or counterpart (当事人).

    What identifies a natural person is sealed; a number is found again by its keyed digest, since
    a bare hash of a citizen number is undone in seconds. The masked forms serve lists.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10, choices=PartyKind)
    name_sealed = models.BinaryField(null=True)  # null once erased
    name_masked = models.CharField(max_length=120)
    number_kind = models.CharField(max_length=3)  # GB/T 36903 appendix A: 111 identity card, …
    number_sealed = models.BinaryField(null=True)
    number_masked = models.CharField(max_length=40)
    number_digest = models.BinaryField(null=True)  # HMAC-SM3
    phone_sealed = models.BinaryField(null=True)
    phone_masked = models.CharField(max_length=20, blank=True)
    credit_code = models.CharField(max_length=18, null=True, unique=True)
    real_name_level = models.SmallIntegerField(default=0)  # 0 none, 1 primary, 2 middle, 3 high
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number_kind", "number_digest"], name="directory_party_number_once"
            ),
            models.CheckConstraint(
                name="directory_party_level", condition=Q(real_name_level__range=(0, 3))
            ),
            models.CheckConstraint(
                name="directory_party_credit_code_is_of_legal_person",
                condition=Q(kind="legal") | Q(credit_code=None),
            ),
        ]


class Mandate(Dated):
    """One party may act for another (委托代理), in all matters or in some, until revoked."""

    id = models.UUIDField(primary_key=True)
    principal = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="mandates_given")
    agent = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="mandates_held")
    all_matters = models.BooleanField()
    matters = ArrayField(models.CharField(max_length=60), default=list)
    basis = models.TextField(blank=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="directory_mandate_two_parties", condition=~Q(principal=F("agent"))
            ),
            models.CheckConstraint(
                name="directory_mandate_all_or_some",
                condition=Q(all_matters=True, matters__len=0)
                | Q(all_matters=False, matters__len__gt=0),
            ),
            models.CheckConstraint(
                name="directory_mandate_revoked_after_created",
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("created_at")),
            ),
            dates_in_order("directory_mandate_dates"),
        ]


class SealedKey(models.Model):
    """A random key for one purpose, sealed by the vault: useless without the vault's own key."""

    name = models.CharField(max_length=40, primary_key=True)
    sealed = models.BinaryField()
