"""What every dated row shares: a first day, and a last one once it is known."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q


class Dated(models.Model):
    """A fact that holds from a day on, and up to and including another (有效期)."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        abstract = True


def valid_on(day: date, prefix: str = "") -> Q:
    """Return the condition that a dated row holds on `day`; `prefix` leads to it, as `post__`."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    )


def dates_in_order(name: str) -> models.CheckConstraint:
    """Return the constraint that the last day is not before the first."""
    return models.CheckConstraint(
        name=name, condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
    )
