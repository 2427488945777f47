"""A period in a row: a number and its unit, in two cells."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yichuang.law.public import Period, Unit

from ...words import UNITS
from ..fields import whole_in
from ..given import Given
from ..rows import Column

LARGEST = 1000


def period_columns(
    name: str, label: str | Promise, unit_label: str | Promise, *, more: bool = False
) -> tuple[Column, Column]:
    """Return the two cells of a period."""
    return (
        Column(name, "text", label, more=more),
        Column(f"{name}_unit", "select", unit_label, tuple(UNITS.items()), more=more),
    )


def said_period(name: str, period: Period | None) -> dict[str, str]:
    """Return a period as its two cells."""
    if period is None:
        return {}
    return {name: str(period.amount), f"{name}_unit": period.unit.value}


def read_period(
    row: dict[str, Any], name: str, label: str | Promise, before: Period | None, given: Given
) -> Period | None:
    """Return the period of a row, None for an empty one; what is wrong is told at its cell."""
    if not row[name]:
        return None
    amount = whole_in(row[name])
    if amount is None or not 1 <= amount <= LARGEST:
        words = _("“%(label)s”应当是 1 到 %(most)d 的整数")
        given.errors[f"{row['place']}-{name}"] = words % {"label": label, "most": LARGEST}
        return before
    if row[f"{name}_unit"] not in UNITS:
        words = _("请选择“%(label)s”的单位")
        given.errors[f"{row['place']}-{name}_unit"] = words % {"label": label}
        return before
    source = before.source if before else _("办事指南")
    return Period(amount, Unit(row[f"{name}_unit"]), source)
