"""What the events off the straight road do to the state; see `evolve`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yichuang.ledger.pure import Event

from ..events import NotAccepted, Refused
from ..state import HOLDING, ApplicationState, Ending, Owed, Status, legal_day
from ..turn_events import (
    AcceptedWithGaps,
    DeemedRenewed,
    DeemedWithdrawn,
    GrantEnded,
    MaterialsBrought,
    NothingRenewed,
    PromiseChecked,
    RenewalConfirmed,
)
from .bars import FRAUD_ARTICLE

_RUNNING = frozenset({Status.ACCEPTED, Status.SUSPENDED, Status.HANDED_UP})
_AFTER_GRANT = frozenset({Status.GRANTED, Status.ISSUED, Status.CLOSED})
EXPECTED: dict[type[Event], frozenset[Status]] = {
    AcceptedWithGaps: frozenset({Status.RECEIVED}),
    MaterialsBrought: _RUNNING,
    DeemedWithdrawn: _RUNNING,
    PromiseChecked: _AFTER_GRANT,
    GrantEnded: _AFTER_GRANT,
    DeemedRenewed: _RUNNING | {Status.RECEIVED},
    RenewalConfirmed: HOLDING,
    NothingRenewed: _RUNNING | {Status.RECEIVED},
}


def _promise_checked(_: ApplicationState, event: PromiseChecked) -> dict[str, Any]:
    return {"promise_check": event.outcome, "correct_by": event.correct_by}


def _grant_ended(_: ApplicationState, event: GrantEnded) -> dict[str, Any]:
    ending = Ending(event.how, event.ground, event.article, legal_day(event.effective_at))
    return {"ended": ending, "outcome": event.how, **barred(event, FRAUD_ARTICLE)}


def barred(event: GrantEnded | NotAccepted | Refused, article: str) -> dict[str, Any]:
    """Return the bar an event brings about; one that runs is not lifted by an event without."""
    if event.barred_until is None:
        return {}
    since = legal_day(event.effective_at)
    return {"barred_since": since, "barred_until": event.barred_until, "barred_by": article}


def _accepted_with_gaps(_: ApplicationState, event: AcceptedWithGaps) -> dict[str, Any]:
    return {
        "status": Status.ACCEPTED,
        "accepted_at": event.effective_at,
        "gaps": (),
        "owed": Owed(event.codes, event.bring_by, event.lapses),
    }


def _materials_brought(state: ApplicationState, event: MaterialsBrought) -> dict[str, Any]:
    came = {mark.code for mark in event.materials}
    kept = tuple(mark for mark in state.materials if mark.code not in came)
    change: dict[str, Any] = {"materials": (*kept, *event.materials)}
    if state.owed is None:
        return {**change, "gaps": event.open_codes}
    owed = Owed(event.open_codes, state.owed.by, state.owed.lapses) if event.open_codes else None
    return {**change, "owed": owed}


def _deemed_renewed(state: ApplicationState, event: DeemedRenewed) -> dict[str, Any]:
    """Grant by silence; an application that nobody had answered is accepted by it as well."""
    return {
        "status": Status.GRANTED,
        "granted": True,
        "accepted_at": state.accepted_at or state.answerable_at,
        "decided_at": event.effective_at,
        "decision_number": event.number,
        "renewed_by_silence": True,
        "renewal_held": event.held,
    }


def _renewal_confirmed(state: ApplicationState, event: RenewalConfirmed) -> dict[str, Any]:
    return {"renewal_held": "", "decision_number": event.number or state.decision_number}


CHANGES: dict[type[Event], Callable[[ApplicationState, Any], dict[str, Any]]] = {
    AcceptedWithGaps: _accepted_with_gaps,
    MaterialsBrought: _materials_brought,
    DeemedWithdrawn: lambda _, __: {"status": Status.WITHDRAWN},
    PromiseChecked: _promise_checked,
    GrantEnded: _grant_ended,
    DeemedRenewed: _deemed_renewed,
    RenewalConfirmed: _renewal_confirmed,
    NothingRenewed: lambda _, __: {"renewal_moot": True},
}
