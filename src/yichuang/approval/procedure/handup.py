"""Examined below, decided above (初审后报送上级机关); LicLaw 行政许可法 35, 43.

The lower organ examines within its own period and sends its opinion with the whole file up; from
then on the organ above has the case, and may not ask the applicant for any material again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import Any

from yichuang.catalogue.pure import EditionContent, PeriodBegins, why_no_hand_up
from yichuang.law.public import Period, Unit, promise_within
from yichuang.ledger.pure import Event, Holder

from ..errors import DecidedAbove, MaterialsAskedAgain
from ..events import HandUpPin, StepPin
from ..handup_commands import HandUp
from ..handup_events import HandedUp, HandUpReceived
from ..state import DECISION_STEP, ApplicationState, HandedUpTo, Status, legal_day

ARTICLE = "LicLaw 35"
FIRST = Period(20, Unit.WORKING_DAY, "LicLaw 43")
HAND_UP_STEP = StepPin("hand_up", "报送上级机关", HandUp.act)


def possible(edition: EditionContent) -> bool:
    """Return whether a guide that has a hand-up can have one."""
    return edition.hand_up is None or not list(why_no_hand_up(edition))


def pin_of(edition: EditionContent) -> HandUpPin | None:
    """Return what a case keeps of the hand-up; a guide may shorten the law's time, never more."""
    terms = edition.hand_up
    if terms is None:
        return None
    first = terms.first if promise_within(FIRST, terms.first) else FIRST
    return HandUpPin(terms.organ, terms.organ_name, first, terms.begins.value)


def holder(state: ApplicationState) -> Holder | None:
    """Return the organ above once it has the case."""
    return Holder(state.above.organ, state.above.region) if state.above else None


def steps_now(state: ApplicationState) -> tuple[StepPin, ...]:
    """Return the steps of whoever has the case: below they end with the hand-up."""
    if state.pins.hand_up is None or state.above is not None:
        return state.pins.steps
    own = [s for s in state.pins.steps if not s.above and s.act != DECISION_STEP.act]
    return (*own, HAND_UP_STEP)


def awaits_hand_up(state: ApplicationState) -> bool:
    """Return whether an organ above decides and does not have the case yet."""
    return state.pins.hand_up is not None and state.above is None


def refuse_below(state: ApplicationState, article: str = ARTICLE) -> None:
    """Refuse to the lower organ what only the deciding one may. Raises DecidedAbove."""
    if state.pins.hand_up is not None and state.above is None:
        raise DecidedAbove(article=article, organ=state.pins.hand_up.organ_name)


def refuse_to_ask_again(state: ApplicationState) -> None:
    """Refuse the organ above to ask for materials again. Raises MaterialsAskedAgain."""
    if state.above is not None:
        raise MaterialsAskedAgain(article=ARTICLE, number=state.number)


def decider_begins_on(state: ApplicationState) -> date | None:
    """Return the day from which the deciding organ's periods are counted; None: not yet."""
    if state.accepted_at is None:
        return None
    pin = state.pins.hand_up
    if pin is None or pin.begins == PeriodBegins.ACCEPTED:
        return legal_day(state.accepted_at)
    if state.above is None:
        return None
    return state.above.on if pin.begins == PeriodBegins.HANDED_UP else state.above.received_on


def begins_later(state: ApplicationState) -> HandUpPin | None:
    """Return the hand-up of an accepted case whose deciding organ's time does not run yet."""
    running = state.status in {Status.ACCEPTED, Status.SUSPENDED, Status.HANDED_UP}
    later = running and decider_begins_on(state) is None
    return state.pins.hand_up if later else None


# --- what the events do to the state ----------------------------------------------------------

EXPECTED: dict[type[Event], frozenset[Status]] = {
    HandedUp: frozenset({Status.ACCEPTED}),
    HandUpReceived: frozenset({Status.HANDED_UP}),
}


def _handed_up(state: ApplicationState, event: HandedUp) -> dict[str, Any]:
    pin = state.pins.hand_up
    return {
        "status": Status.HANDED_UP,
        "title": event.title,
        "above": HandedUpTo(
            organ=event.organ,
            organ_name=pin.organ_name if pin else event.title.organ_name,
            region=event.region,
            on=legal_day(event.effective_at),
            pauses=len(state.suspensions),
            agrees=event.agrees,
            opinion=event.number,
        ),
    }


def _received(state: ApplicationState, event: HandUpReceived) -> dict[str, Any]:
    if state.above is None:
        return {"anomalies": (*state.anomalies, "signed for what was not handed up")}
    on = legal_day(event.effective_at)
    return {
        "status": Status.ACCEPTED,
        "above": dataclasses.replace(state.above, received_on=on),
    }


CHANGES: dict[type[Event], Callable[[ApplicationState, Any], dict[str, Any]]] = {
    HandedUp: _handed_up,
    HandUpReceived: _received,
}
