"""What the events off the straight road do to the state; see `evolve`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yichuang.ledger.pure import Event

from ..state import ApplicationState, Ending, Status, legal_day
from ..turn_events import GrantEnded, PromiseChecked

_AFTER_GRANT = frozenset({Status.GRANTED, Status.ISSUED, Status.CLOSED})
EXPECTED: dict[type[Event], frozenset[Status]] = {
    PromiseChecked: _AFTER_GRANT,
    GrantEnded: _AFTER_GRANT,
}


def _promise_checked(_: ApplicationState, event: PromiseChecked) -> dict[str, Any]:
    return {"promise_check": event.outcome, "correct_by": event.correct_by}


def _grant_ended(_: ApplicationState, event: GrantEnded) -> dict[str, Any]:
    ending = Ending(event.how, event.ground, event.article, legal_day(event.effective_at))
    return {"ended": ending, "barred_until": event.barred_until, "outcome": event.how}


CHANGES: dict[type[Event], Callable[[ApplicationState, Any], dict[str, Any]]] = {
    PromiseChecked: _promise_checked,
    GrantEnded: _grant_ended,
}
