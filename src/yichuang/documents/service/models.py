"""What was sent, and each try of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from . import rules


class ServiceState(models.TextChoices):
    """How far a notice has come (送达状态)."""

    QUEUED = rules.QUEUED, _("待发送")
    SENDING = rules.SENDING, _("发送中")
    SENT = rules.SENT, _("已发出")
    DELIVERED = rules.DELIVERED, _("已送达")
    FAILED = rules.FAILED, _("发送失败")
    CANCELLED = rules.CANCELLED, _("未发送")
    NOT_REACHED = rules.NOT_REACHED, _("未送达")
    TOLD = rules.TOLD, _("已电话告知")
    POSTED = rules.POSTED, _("已交邮")
    ANNOUNCED = rules.ANNOUNCED, _("公告中")


class Service(models.Model):
    """One notice of one event of a case on one channel (送达).

    The key of event and channel makes it one, however often the log is read. `id` travels with
    the message, so that a gateway can drop a repetition.
    """

    id = models.UUIDField(primary_key=True)
    case_id = models.UUIDField()
    event_no = models.IntegerField()
    kind = models.CharField(max_length=40)  # of the event, "paper" for others, or a reminder
    channel = models.CharField(max_length=10)
    state = models.CharField(max_length=12, choices=ServiceState)
    reason = models.CharField(max_length=20, blank=True)
    method = models.CharField(max_length=15, blank=True)  # electronic, direct, post, public_notice
    paper = models.ForeignKey("documents.Paper", on_delete=models.PROTECT, null=True)
    choice_id = models.UUIDField(null=True)  # the consent it is sent under
    address_masked = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2)
    act_by = models.DateField(null=True)  # by when the applicant should act
    happened_at = models.DateTimeField()  # the legal moment of the event
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    served_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="documents_service_once",
                fields=["case_id", "event_no", "kind", "channel"],
            ),
            models.CheckConstraint(
                name="documents_service_waits_for_a_moment",
                condition=Q(state__in=[rules.QUEUED, rules.SENDING], next_try_at__isnull=False)
                | (~Q(state__in=[rules.QUEUED, rules.SENDING]) & Q(next_try_at=None)),
            ),
            models.CheckConstraint(
                name="documents_service_served_somehow",
                condition=Q(served_on=None) | ~Q(method=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "next_try_at"],
                name="documents_service_due",
                condition=Q(next_try_at__isnull=False),
            ),
            models.Index(
                fields=["state", "happened_at"],
                name="documents_service_open",
                condition=Q(state__in=[rules.NOT_REACHED, rules.POSTED]),
            ),
            models.Index(
                fields=["act_by"],
                name="documents_service_act_by",
                condition=Q(kind="supplement_requested", channel=rules.IN_SITE),
            ),
        ]


class Attempt(models.Model):
    """One try, or one act of an officer towards serving it (送达记录). Append-only.

    `words` is sealed: the text that was sent, or what an officer noted of a call.
    """

    id = models.UUIDField(primary_key=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20)
    detail = models.CharField(max_length=40, blank=True)  # a code, never personal
    actor_id = models.CharField(max_length=60, blank=True)  # empty: the house itself
    post = models.CharField(max_length=60, blank=True)
    words = models.BinaryField(null=True)
