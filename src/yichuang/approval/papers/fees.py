"""Papers on fees: the notice to pay and the notice of a refund."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yichuang.catalogue.public import Fee
from yichuang.documents import public as documents
from yichuang.ledger.public import Event

from ..fee_events import FeeLine, FeeNoticed, FeeRefundOrdered
from ..state import legal_day
from .desk import Desk, citation

REASONS = {
    "ended": "本次申请没有取得准予的结果",
    "undone": "准予的决定在交付结果之前已经终止，没有提供相应的服务",
    "twice": "同一缴款码重复缴纳",
}


def yuan(fen: int) -> str:
    """Return an amount as papers print it: 12000 → 120.00元."""
    return f"{fen // 100}.{fen % 100:02d}元"


def _item(fee: Fee, line: FeeLine) -> documents.FeeItem:
    standard = fee.standard or yuan(line.unit_fen)
    return documents.FeeItem(
        name=line.name,
        standard=standard if standard.endswith("。") else f"{standard}。",
        basis="、".join(citation(one) for one in fee.basis),
        rate=yuan(line.unit_fen),
        quantity=line.quantity,
        amount=yuan(line.unit_fen * line.quantity),
    )


def _notice(desk: Desk, event: FeeNoticed) -> documents.FeeNotice:
    listed = {fee.name: fee for fee in desk.edition.fees or ()}
    ground = str(event.relief_ground.content) if event.relief_ground else ""
    return documents.FeeNotice(
        head=desk.head,
        business=desk.business,
        items=tuple(_item(listed[line.name], line) for line in event.items),
        due_fen=event.due_fen,
        due=yuan(event.due_fen),
        pay_by=event.pay_by,
        code=event.code,
        relief=yuan(event.relief_fen) if event.relief_fen else "",
        relief_ground=ground,
        contact=desk.contact,
    )


def _refund(desk: Desk, event: FeeRefundOrdered) -> documents.FeeRefund:
    charge = desk.state.charge
    assert charge is not None
    paid = next(one for one in charge.payments if one.reference == event.reference)
    return documents.FeeRefund(
        head=desk.head,
        business=desk.business,
        code=charge.code,
        amount_fen=event.amount_fen,
        amount=yuan(event.amount_fen),
        bill_number=paid.bill_number,
        paid_on=legal_day(paid.paid_at),
        reason=REASONS[event.ground],
        contact=desk.contact,
    )


WRITERS: dict[type[Event], Callable[[Desk, Any], Any]] = {
    FeeNoticed: _notice,
    FeeRefundOrdered: _refund,
}
