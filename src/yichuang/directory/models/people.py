"""Who acts: officers, the posts they hold, certificates and stand-ins."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yichuang.directory.actors import PostScope
from yichuang.directory.policy import ADMINISTRATORS, NOT_FOR_ASSISTANTS

from .dated import Dated, dates_in_order
from .places import Organ


class Employment(models.TextChoices):
    """How an officer is employed (用工性质)."""

    CIVIL_SERVANT = "civil_servant", _("公务员")
    INSTITUTION = "institution", _("事业编制")
    CONTRACT = "contract", _("合同制(编外)")


class Officer(Dated):
    """A person who works for an organ (人员). `code` is the staff number other rooms keep."""

    code = models.CharField(max_length=60, primary_key=True)
    name = models.CharField(max_length=60)
    employer = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="employed")
    managing_unit = models.ForeignKey(
        Organ, on_delete=models.PROTECT, null=True, related_name="managed"
    )  # who directs the daily work, where it is not the employer: window staff of a department
    employment = models.CharField(max_length=15, choices=Employment)

    class Meta:
        constraints = [dates_in_order("directory_officer_dates")]


def _administrators_stay_apart() -> list[models.CheckConstraint]:
    """A post of one administrator holds nothing else, so none of the three can read a case."""
    return [
        models.CheckConstraint(
            name=f"directory_post_{name}_administrator",
            condition=~Q(acts__overlap=sorted(marks)) | Q(acts__contained_by=sorted(allowed)),
        )
        for name, (marks, allowed) in ADMINISTRATORS.items()
    ]


class Post(Dated):
    """A place in an organ with what it may do (岗位).

    A person acts in a post, never as a bare user. Where contract staff may hold the post, it
    allows assisting acts only: receiving, printing, handing over; never a decision.
    """

    code = models.CharField(max_length=60, primary_key=True)
    name = models.CharField(max_length=60)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="posts")
    region = models.CharField(max_length=12)
    scope = models.CharField(max_length=10, choices=[(s.value, s.value) for s in PostScope])
    acts = ArrayField(models.CharField(max_length=40))
    lines = ArrayField(models.CharField(max_length=20), default=list)  # empty: every line
    needs_certificate = models.BooleanField(default=False)
    employments = ArrayField(models.CharField(max_length=15, choices=Employment))

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="directory_post_region_shape", condition=Q(region__regex=r"^[0-9]{12}$")
            ),
            models.CheckConstraint(
                name="directory_post_contract_staff_assist",
                condition=~Q(employments__contains=["contract"])
                | ~Q(acts__overlap=sorted(NOT_FOR_ASSISTANTS)),
            ),
            *_administrators_stay_apart(),
            dates_in_order("directory_post_dates"),
        ]


class PostHolding(Dated):
    """An officer holds a post between two days (任职)."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "post", "valid_from"], name="directory_holding_once"
            ),
            models.UniqueConstraint(
                fields=["officer", "post"],
                condition=Q(valid_to=None),
                name="directory_holding_one_open",
            ),
            dates_in_order("directory_holding_dates"),
        ]


class Certificate(Dated):
    """A certificate to act (执法证、审批资格证); `valid_to` is its last day."""

    number = models.CharField(max_length=40, primary_key=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(max_length=30)

    class Meta:
        constraints = [dates_in_order("directory_certificate_dates")]


class StandIn(Dated):
    """One officer exercises the post of an absent colleague between two days (代理、AB 岗)."""

    absent = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="stand_ins")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="stand_ins")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="directory_stand_in_two_people", condition=~Q(absent=F("stand_in"))
            ),
            models.UniqueConstraint(
                fields=["post", "absent", "stand_in", "valid_from"], name="directory_stand_in_once"
            ),
            dates_in_order("directory_stand_in_dates"),
        ]
