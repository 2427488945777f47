"""Bills beside the ledger: what a case's events say of them, and their payment codes."""

from __future__ import annotations

import dataclasses
from uuid import UUID

from yichuang.documents.public import draw_number
from yichuang.law.public import make_payment_code
from yichuang.ledger.public import CaseView

from ..fee_events import FeeNoticed
from ..models import Bill
from ..procedure.fees import awaited
from ..state import ApplicationState, legal_day


def with_code(case: CaseView, event: FeeNoticed) -> FeeNoticed:
    """Return the notice with its payment code; where everything is waived there is none."""
    if not event.due_fen:
        return event
    division, year = case.opening.region[:6], legal_day(event.effective_at).year
    serial = draw_number(f"payment:{division}", year)
    return dataclasses.replace(event, code=make_payment_code(division, year, serial))


def keep_bill(case_id: UUID, state: ApplicationState) -> None:
    """Write what the events say of a case's bill."""
    if state.charge is not None and state.charge.due_fen:
        Bill.objects.update_or_create(
            code=state.charge.code, defaults={"case_id": case_id, **_columns(state)}
        )


def bill_differences(case_id: UUID, state: ApplicationState) -> list[str]:
    """Return the columns of a case's bill that its events do not give."""
    row = Bill.objects.filter(case_id=case_id).first()
    if state.charge is None or not state.charge.due_fen:
        return ["bill"] if row else []
    if row is None or row.code != state.charge.code:
        return ["bill"]
    found = _columns(state)
    return [f"bill.{name}" for name, value in found.items() if getattr(row, name) != value]


def _columns(state: ApplicationState) -> dict[str, object]:
    assert state.charge is not None
    return {
        "due_fen": state.charge.due_fen,
        "noticed_at": state.charge.noticed_at,
        "waiting": awaited(state),
        "refunding": sum(paid.refund == "ordered" for paid in state.charge.payments),
    }
