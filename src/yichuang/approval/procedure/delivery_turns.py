"""What the events of a delivery do to the state; see `evolve`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from yichuang.ledger.pure import Event

from ..delivery_events import CodeRefused, DeliveryChosen, Dispatched, LaidReady, ParcelReturned
from ..state import ApplicationState, Delivery, Status, legal_day

_READY = frozenset({Status.GRANTED, Status.REFUSED, Status.ISSUED})
EXPECTED: dict[type[Event], frozenset[Status]] = {
    DeliveryChosen: _READY
    | {
        Status.RECEIVED,
        Status.SUPPLEMENT,
        Status.ACCEPTED,
        Status.SUSPENDED,
        Status.HANDED_UP,
    },
    LaidReady: _READY,
    CodeRefused: _READY,
    Dispatched: _READY,
    ParcelReturned: _READY,
}
Change = dict[str, Any]


def _chosen(state: ApplicationState, event: DeliveryChosen) -> Change:
    """Take the new way; what lay ready lies ready no longer once it shall be sent."""
    if event.way == "collection":
        return {"delivery": replace(state.delivery, way=event.way)}
    return {"delivery": _gone_from_window(state.delivery, event.way)}


def _gone_from_window(delivery: Delivery, way: str) -> Delivery:
    return replace(delivery, way=way, ready_on=None, code_digest="", wrong=0)


def _laid_ready(state: ApplicationState, event: LaidReady) -> Change:
    return {
        "delivery": replace(
            state.delivery,
            way="collection",
            ready_on=legal_day(event.effective_at),
            place=event.place,
            code_digest=event.code_digest,
            wrong=0,
        )
    }


def _code_refused(state: ApplicationState, _: CodeRefused) -> Change:
    return {"delivery": replace(state.delivery, wrong=state.delivery.wrong + 1)}


def _dispatched(state: ApplicationState, event: Dispatched) -> Change:
    return {
        "delivery": replace(
            _gone_from_window(state.delivery, "courier"),
            carrier=event.carrier,
            waybill=event.waybill,
            sent_at=event.effective_at,
            returned="",
        )
    }


def _returned(state: ApplicationState, event: ParcelReturned) -> Change:
    return {
        "delivery": replace(
            state.delivery,
            carrier="",
            waybill="",
            sent_at=None,
            used=(*state.delivery.used, event.waybill),
            returned=event.reason,
            returned_on=legal_day(event.effective_at),
        )
    }


CHANGES: dict[type[Event], Callable[[ApplicationState, Any], Change]] = {
    DeliveryChosen: _chosen,
    LaidReady: _laid_ready,
    CodeRefused: _code_refused,
    Dispatched: _dispatched,
    ParcelReturned: _returned,
}
