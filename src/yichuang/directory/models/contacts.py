"""How a party lets itself be reached: consents by channel, each with its dates."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .parties import Party


class Channel(models.TextChoices):
    """A way on which papers and news may be sent (送达渠道)."""

    IN_SITE = "in_site", _("站内消息（我的空间）")
    SMS = "sms", _("短信")
    EMAIL = "email", _("电子邮件")
    WEBHOOK = "webhook", _("政务消息平台（App）")


class ContactChoice(models.Model):
    """A party's consent to electronic service on one channel (电子送达同意), until withdrawn.

    Another address is another consent: rows are added and ended, never rewritten, so that it can
    be told on which day which consent stood. CPL 民事诉讼法 90: electronic service needs consent.
    """

    id = models.UUIDField(primary_key=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contact_choices")
    channel = models.CharField(max_length=10, choices=Channel)
    address_sealed = models.BinaryField(null=True)  # null: the channel needs none, or erased
    address_masked = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2, choices=[("zh", "简体中文"), ("en", "English")])
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=60)  # officer code or party id
    basis = models.CharField(max_length=200, blank=True)  # at a window: the paper that was seen
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="directory_contact_once",
                fields=["party", "channel"],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="directory_contact_withdrawn_after_given",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
            ),
        ]
