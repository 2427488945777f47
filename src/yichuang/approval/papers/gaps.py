"""Papers of acceptance with gaps: what is to follow by when, and that it did not come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yichuang.documents import public as documents
from yichuang.ledger.public import Event, calendar_in_force

from ..procedure import deadline
from ..turn_events import AcceptedWithGaps, DeemedWithdrawn
from .desk import Desk, basis, words
from .handup import first_words

LAPSES = "逾期未补交的，根据{basis}，视为撤回申请，本机关终止办理。"
STAYS = "补交齐全以前，本机关不作出准予的决定；逾期未补交的，本机关将依法作出不予的决定。"


def _acceptance(desk: Desk, event: AcceptedWithGaps) -> documents.GapAcceptance:
    state, calendar = desk.state, calendar_in_force()
    statutory = deadline(state, state.pins.statutory, calendar)
    promised = deadline(state, state.pins.promised, calendar)
    return documents.GapAcceptance(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        accepted_on=desk.accepted_on,
        missing=tuple(desk.material_name(code) for code in event.codes),
        bring_by=event.bring_by,
        consequence=LAPSES.format(basis=event.lapses) if event.lapses else STAYS,
        first_examination=first_words(state),
        statutory_period=words(statutory) if statutory else "",
        statutory_due_on=statutory.due_on if statutory else None,
        promised_period=words(promised) if promised else "",
        promised_due_on=promised.due_on if promised else None,
        basis=basis(desk, "LicLaw 32(5)"),
        contact=desk.contact,
    )


def _lapse(desk: Desk, event: DeemedWithdrawn) -> documents.GapLapse:
    return documents.GapLapse(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        missing=tuple(desk.material_name(code) for code in event.codes),
        bring_by=event.period_ended_on,
        basis=(event.article,),
        papers_kept=desk.papers_kept,
        contact=desk.contact,
    )


WRITERS: dict[type[Event], Callable[[Desk, Any], Any]] = {
    AcceptedWithGaps: _acceptance,
    DeemedWithdrawn: _lapse,
}
