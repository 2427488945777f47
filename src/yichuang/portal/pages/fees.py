"""Fees as the applicant reads them: what, why, how much, and what came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yichuang.approval.public import CasePage, Charge, awaited

from .guide import citations


@dataclass(frozen=True, slots=True)
class OwnFees:
    """What `portal/_fees.html` shows."""

    charge: Charge | None
    items: tuple[dict[str, Any], ...]
    waiting: bool


def own_fees(page: CasePage) -> OwnFees:
    """Return the fees of a case, each item with its published standard and basis."""
    listed = {fee.name: fee for fee in page.edition.fees or ()}
    charge = page.state.charge
    items = tuple(
        {
            "name": line.name,
            "unit_fen": line.unit_fen,
            "quantity": line.quantity,
            "standard": listed[line.name].standard,
            "basis": citations(listed[line.name].basis),
        }
        for line in (charge.items if charge else ())
    )
    return OwnFees(charge, items, awaited(page.state))
