"""Papers of delivery: the notice that it lies ready, and the proof of service (送达回证)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yichuang.documents import public as documents
from yichuang.ledger.public import Event

from ..delivery_events import LaidReady
from ..events import Delivered
from ..state import legal_day
from .desk import Desk

METHODS = {"counter": "直接送达", "online": "电子送达", "courier": "邮寄送达"}
SERVED = ("grant", "refusal", "certificate")
ON_RECEIPT = "邮寄送达以回执上注明的收件日期为送达日期。"
ON_ARRIVAL = "电子送达以文书到达受送达人办事空间的日期为送达日期。"
SIGNED_ON_PAD = "受送达人（代收人）已在签名板上签名，签名随办件保存。"
RELATIONS = {"agent": "代理人", "other": "受委托领取"}
ID_WORDS = {
    "identity_card": "居民身份证",
    "passport": "护照",
    "permit": "通行证或者居留证",
    "other": "其他有效证件",
}


def _ready(desk: Desk, event: LaidReady) -> documents.ResultNotice:
    """Return the notice of collection (领取通知); the code itself stands on no paper."""
    assert desk.state.decided_at is not None
    return documents.ResultNotice(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        completed_on=legal_day(desk.state.decided_at),
        result="准予" if desk.state.granted else "不予",
        collect=f"凭取件码或者有效证件到{event.place or '受理窗口'}领取；"
        "他人代领的，应当出示本人有效证件和您的授权委托书。",
        contact=desk.contact,
    )


def _service_return(desk: Desk, event: Delivered) -> documents.ServiceReturn | None:
    """Return the proof of service; None where nothing on paper was handed over."""
    served = documents.issued_papers(desk.case.id, SERVED)
    if not served:
        return None
    online = event.method == "online"
    receiver, relation = _receiver(desk, event)
    posted_only = event.method == "courier" and not event.waybill
    return documents.ServiceReturn(
        head=desk.head,
        business=desk.business,
        documents=tuple(
            documents.ServedDocument(name=paper.name, number=paper.number) for paper in served
        ),
        recipient=desk.business.applicant,
        place=_place(desk, event.method),
        method=METHODS[event.method],
        served_at=None if posted_only else event.effective_at,
        receiver=receiver,
        relation=relation,
        server="" if online else f"{desk.actor.post_name} {desk.actor.signing_name}".strip(),
        note=_note(event),
    )


def _receiver(desk: Desk, event: Delivered) -> tuple[str, str]:
    """Return who received it and how he is related, where it was not the applicant."""
    if event.collector is not None:
        came = event.collector.content
        kind = ID_WORDS.get(came["id_kind"], came["id_kind"])
        relation = (
            f"{RELATIONS[event.collected_by]}，{kind}{came['id_number']}，{came['authority']}"
        )
        return str(came["name"]), relation
    receiver = str(event.recipient.content) if event.recipient else ""
    if receiver == desk.business.applicant:
        return "", ""
    return receiver, "代理人" if receiver and receiver == desk.business.agent else ""


def _note(event: Delivered) -> str:
    if event.waybill:
        proof = f"，回执编号{event.proof}" if event.proof else ""
        return f"{event.carrier}，运单号{event.waybill}{proof}。{ON_RECEIPT}"
    if event.signature:
        return SIGNED_ON_PAD
    return {"courier": ON_RECEIPT, "online": ON_ARRIVAL}.get(event.method, "")


def _place(desk: Desk, method: str) -> str:
    if method == "counter":
        return desk.state.delivery.place or desk.edition.location
    return "受送达人的网上办事空间" if method == "online" else ""


WRITERS: dict[type[Event], Callable[[Desk, Any], Any]] = {
    LaidReady: _ready,
    Delivered: _service_return,
}
