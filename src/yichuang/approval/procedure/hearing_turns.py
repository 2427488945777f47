"""What the events of a hearing do to the state; see `evolve`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from yichuang.ledger.pure import Event

from ..hearing_events import (
    HearingAnnounced,
    HearingRecorded,
    HearingRequested,
    HearingSet,
    HearingTold,
    HearingWaived,
)
from ..state import ApplicationState, Hearing, Status, legal_day

_RUNNING = frozenset({Status.ACCEPTED, Status.SUSPENDED})
EXPECTED: dict[type[Event], frozenset[Status]] = {
    HearingTold: frozenset({Status.ACCEPTED}),
    HearingRequested: _RUNNING,
    HearingWaived: _RUNNING,
    HearingAnnounced: frozenset({Status.ACCEPTED}),
    HearingSet: frozenset({Status.SUSPENDED}),
    HearingRecorded: frozenset({Status.SUSPENDED}),
}
Change = dict[str, Any]


def _told(_: ApplicationState, event: HearingTold) -> Change:
    told_on = legal_day(event.effective_at)
    return {"hearing": Hearing(told_on=told_on, told_to=event.to, ask_within=event.ask_within)}


def _requested(state: ApplicationState, event: HearingRequested) -> Change:
    hearing = state.hearing or Hearing()
    asked_on = hearing.asked_on
    if not hearing.public:
        asked_on = asked_on or legal_day(event.effective_at)
    return {
        "hearing": replace(
            hearing,
            requested=(*hearing.requested, event.by),
            asked_on=asked_on,
            hold_within=event.hold_within,
        )
    }


def _waived(state: ApplicationState, event: HearingWaived) -> Change:
    """Take the request away; once nobody wants the hearing, nothing is set any more."""
    hearing = state.hearing or Hearing()
    left = tuple(party for party in hearing.requested if party != event.by)
    hearing = replace(hearing, requested=left, waived=(*hearing.waived, event.by))
    if not left and not hearing.public:
        hearing = replace(hearing, asked_on=None, set_for=None, place="", host="")
    return {"hearing": hearing}


def _announced(state: ApplicationState, event: HearingAnnounced) -> Change:
    hearing = replace(state.hearing or Hearing(), public=True)
    return {"hearing": _as_set(hearing, event)}


def _set(state: ApplicationState, event: HearingSet) -> Change:
    return {"hearing": _as_set(state.hearing or Hearing(), event)}


def _as_set(hearing: Hearing, event: HearingAnnounced | HearingSet) -> Hearing:
    return replace(hearing, set_for=event.set_for, place=event.place, host=event.host)


def _recorded(state: ApplicationState, event: HearingRecorded) -> Change:
    return {
        "hearing": replace(
            state.hearing or Hearing(),
            outcome=event.outcome,
            recorded_on=legal_day(event.effective_at),
            record=event.number,
        )
    }


CHANGES: dict[type[Event], Callable[[ApplicationState, Any], Change]] = {
    HearingTold: _told,
    HearingRequested: _requested,
    HearingWaived: _waived,
    HearingAnnounced: _announced,
    HearingSet: _set,
    HearingRecorded: _recorded,
}
