"""What each event does to the state. Total: an impossible order is noted, never refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from yichuang.law.public import CHINA_TIME
from yichuang.ledger.pure import Corrected, Event, Voided

from ..delivery_events import DeliveryChosen
from ..events import (
    Accepted,
    Closed,
    DeemedAccepted,
    DeemedConfirmed,
    Delivered,
    Evaluated,
    Extended,
    Filed,
    Granted,
    Issued,
    NotAccepted,
    OpinionGiven,
    OpinionRecalled,
    Refused,
    Resumed,
    Supplemented,
    SupplementRequested,
    Suspended,
    Withdrawn,
)
from ..state import HOLDING, ApplicationState, Interval, OpinionMark, Status, legal_day
from ..step_events import STEP_KINDS
from . import delivery_turns, fees, handup, hearing_turns, tables, turning
from .bars import FALSE_ARTICLE

# From which states an event is to be expected; anything else becomes an anomaly.
EXPECTED: dict[type[Event], frozenset[Status]] = {
    Filed: frozenset({Status.NEW}),
    SupplementRequested: frozenset({Status.RECEIVED}),
    Supplemented: frozenset({Status.SUPPLEMENT}),
    Accepted: frozenset({Status.RECEIVED}),
    DeemedAccepted: frozenset({Status.RECEIVED}),
    DeemedConfirmed: HOLDING,
    NotAccepted: frozenset({Status.RECEIVED}),
    Withdrawn: frozenset(
        {
            Status.RECEIVED,
            Status.SUPPLEMENT,
            Status.ACCEPTED,
            Status.SUSPENDED,
            Status.HANDED_UP,
        }
    ),
    OpinionGiven: frozenset({Status.ACCEPTED}),
    OpinionRecalled: frozenset({Status.ACCEPTED}),
    **dict.fromkeys(STEP_KINDS, frozenset({Status.ACCEPTED})),
    Suspended: frozenset({Status.ACCEPTED}),
    Resumed: frozenset({Status.SUSPENDED}),
    Extended: frozenset({Status.ACCEPTED}),
    Granted: frozenset({Status.ACCEPTED}),
    Refused: frozenset({Status.ACCEPTED}),
    Issued: frozenset({Status.GRANTED}),
    Delivered: frozenset({Status.GRANTED, Status.REFUSED, Status.ISSUED}),
    Closed: frozenset(
        {
            Status.GRANTED,
            Status.REFUSED,
            Status.ISSUED,
            Status.NOT_ACCEPTED,
            Status.WITHDRAWN,
        }
    ),
    Evaluated: frozenset({Status.CLOSED, Status.NOT_ACCEPTED}),
    Corrected: frozenset(Status) - {Status.NEW, Status.VOIDED},
    Voided: frozenset(Status) - {Status.NEW, Status.VOIDED},
    **turning.EXPECTED,
    **hearing_turns.EXPECTED,
    **handup.EXPECTED,
    **fees.EXPECTED,
    **delivery_turns.EXPECTED,
}


def evolve(state: ApplicationState, event: Event) -> ApplicationState:
    """Return the state after `event`."""
    expected = EXPECTED.get(type(event))
    if expected is not None and state.status not in expected:
        state = _noted(state, f"{event.kind} in {state.status.value}")
    change = _CHANGES.get(type(event))
    changes = change(state, event) if change else {}
    if not isinstance(event, OpinionGiven | OpinionRecalled | Evaluated | DeliveryChosen):
        changes["settled"] = len(state.opinions)  # somebody has built on them
        changes["undo"] = ()
    changes |= tables.turned(state, event)
    return dataclasses.replace(state, **changes)


def _noted(state: ApplicationState, anomaly: str) -> ApplicationState:
    return dataclasses.replace(state, anomalies=(*state.anomalies, anomaly))


Change = dict[str, Any]


def _filed(_: ApplicationState, event: Filed) -> Change:
    return {
        "status": Status.RECEIVED,
        "number": event.number,
        "entrance": event.entrance,
        "pins": event.pins,
        "title": event.title,
        "late": event.late,
        "query_digest": event.query_digest,
        "received_at": event.effective_at,
        "answerable_at": event.effective_at,
        "materials": event.materials,
        "gaps": event.gaps,
        "by_promise": event.by_promise,
        "of": event.of,
        "situations": event.situations,
    }


def _supplement_requested(_: ApplicationState, event: SupplementRequested) -> Change:
    return {
        "status": Status.SUPPLEMENT,
        "asked": event.codes,
        "asked_once": True,
        "asked_at": event.effective_at,
        "answer_by": event.answer_by,
        "answerable_at": None,
    }


def _supplemented(state: ApplicationState, event: Supplemented) -> Change:
    came = {mark.code for mark in event.materials}
    kept = tuple(mark for mark in state.materials if mark.code not in came)
    complete = not event.open_codes
    settled = came | set(event.unneeded)
    # What the one notice did not ask for is held against nobody (LicLaw 32(5)).
    gaps = () if complete else tuple(code for code in state.gaps if code not in settled)
    return {
        "status": Status.RECEIVED if complete else Status.SUPPLEMENT,
        "materials": (*kept, *event.materials),
        "gaps": gaps,
        "asked": event.open_codes,
        "answerable_at": event.effective_at if complete else None,
        "situations": event.situations or state.situations,
    }


def _accepted(_: ApplicationState, event: Event) -> Change:
    change: Change = {"status": Status.ACCEPTED, "accepted_at": event.effective_at}
    if isinstance(event, DeemedAccepted):
        change |= {"silent_until": event.period_ended_on, "deemed_held": event.held}
    return {**change, "deemed": isinstance(event, DeemedAccepted)}


def _opinion(state: ApplicationState, event: OpinionGiven) -> Change:
    mark = OpinionMark(event.step, event.officer, event.agrees)
    change: Change = {"opinions": (*state.opinions, mark)}
    if state.opinions and state.opinions[-1].officer != event.officer:
        change["settled"] = len(state.opinions)
    return change


def _recalled(state: ApplicationState, event: OpinionRecalled) -> Change:
    """Take the last opinion away; one that is not the last, or not his, is an anomaly."""
    last = state.opinions[-1] if state.opinions else None
    if last is None or (last.step, last.officer) != (event.step, event.officer):
        return {"anomalies": (*state.anomalies, "recalled what was not the last opinion")}
    kept = state.opinions[:-1]
    return {
        "opinions": kept,
        "settled": min(state.settled, len(kept)),
        "recalled": (*state.recalled, last),
    }


def _suspended(state: ApplicationState, event: Suspended) -> Change:
    interval = Interval(
        first=legal_day(event.effective_at),
        last=None,
        procedure=event.procedure,
        article=event.article,
        expected_until=event.expected_until,
    )
    return {"status": Status.SUSPENDED, "suspensions": (*state.suspensions, interval)}


def _resumed(state: ApplicationState, event: Resumed) -> Change:
    ended = legal_day(event.effective_at)
    change: Change = {
        "status": Status.ACCEPTED,
        "suspensions": tuple(_ended(interval, ended) for interval in state.suspensions),
    }
    if any(not interval.last and ended < interval.first for interval in state.suspensions):
        change["anomalies"] = (*state.anomalies, "resumed before the suspension began")
    return change


def _ended(interval: Interval, on: date) -> Interval:
    """Return an open interval with its end, which is never before its beginning."""
    return (
        interval if interval.last else dataclasses.replace(interval, last=max(interval.first, on))
    )


def _extended(state: ApplicationState, event: Extended) -> Change:
    return {"extensions": (*state.extensions, event.period)}


def _decided(_: ApplicationState, event: Granted | Refused) -> Change:
    granted = isinstance(event, Granted)
    bar = turning.barred(event, FALSE_ARTICLE) if isinstance(event, Refused) else {}
    return {
        **bar,
        "status": Status.GRANTED if granted else Status.REFUSED,
        "granted": granted,
        "decided_at": event.effective_at,
        "decision_number": event.number,
    }


def _issued(_: ApplicationState, event: Issued) -> Change:
    return {
        "status": Status.ISSUED,
        "licence": event.licence,
        "issued": True,
        "valid_to": event.valid_to,
    }


def _delivered(_: ApplicationState, event: Delivered) -> Change:
    return {"delivered_at": event.effective_at}


def _closed(state: ApplicationState, event: Closed) -> Change:
    kept = {Status.NOT_ACCEPTED, Status.WITHDRAWN}
    status = state.status if state.status in kept else Status.CLOSED
    return {"status": status, "outcome": event.outcome}


def _corrected(state: ApplicationState, event: Corrected) -> Change:
    change: Change = {"corrections": (*state.corrections, event.no)}
    if event.field != "received_at":
        return change
    moment = moment_of(event.value)
    if moment is None or state.received_at is None:
        change["anomalies"] = (*state.anomalies, "corrected to no moment")
        return change
    change["received_at"] = moment
    if state.answerable_at == state.received_at:
        change["answerable_at"] = moment
    if state.deemed and state.accepted_at == state.received_at:
        change["accepted_at"] = moment
    return change


def moment_of(text: str) -> datetime | None:
    """Return the moment a corrected value names; None if it names none, or no time zone."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(CHINA_TIME) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


_CHANGES: dict[type[Event], Callable[[ApplicationState, Any], Change]] = {
    Filed: _filed,
    SupplementRequested: _supplement_requested,
    Supplemented: _supplemented,
    Accepted: _accepted,
    DeemedAccepted: _accepted,
    DeemedConfirmed: lambda _, __: {"deemed_held": ""},
    NotAccepted: lambda _, event: {
        "status": Status.NOT_ACCEPTED,
        **turning.barred(event, FALSE_ARTICLE),
    },
    Withdrawn: lambda _, __: {"status": Status.WITHDRAWN},
    OpinionGiven: _opinion,
    OpinionRecalled: _recalled,
    Suspended: _suspended,
    Resumed: _resumed,
    Extended: _extended,
    Granted: _decided,
    Refused: _decided,
    Issued: _issued,
    Delivered: _delivered,
    Closed: _closed,
    Evaluated: lambda state, event: {"evaluated": (*state.evaluated, event.grade)},
    Corrected: _corrected,
    Voided: lambda _, __: {"status": Status.VOIDED},
    **turning.CHANGES,
    **hearing_turns.CHANGES,
    **handup.CHANGES,
    **fees.CHANGES,
    **delivery_turns.CHANGES,
}
