"""Which steps are open, for whom, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from yichuang.law.public import Calendar, derive
from yichuang.ledger.pure import Todo

from ..events import StepPin
from ..state import HOLDING, SIGNING_TARGET, ApplicationState, Status, legal_day
from .clocks import answer_deadline, due, step_deadline
from .delivery import LICENCE
from .delivery import awaited as delivery_awaited
from .fees import awaited
from .gaps import RUNNING
from .handling import open_step, opinions_on
from .handup import holder
from .hearing import hearing_awaited, hold_by, notify_by, set_moment, stands_still_for_it
from .promise import check_due, check_open, revocation_open
from .tables import awaited_organs, marking_of, open_pins, runs_a_table


def todos(state: ApplicationState, calendar: Calendar) -> list[Todo]:
    """Return the open steps of an application: the next one, and what the organ owes besides."""
    return [
        *_next(state, calendar),
        *_held(state),
        *_besides(state, calendar),
        *_payment(state),
    ]


def _held(state: ApplicationState) -> list[Todo]:
    """Return the notice of a deemed acceptance that waits for the head while it can leave."""
    if (state.deemed_held or state.renewal_held) and state.status in HOLDING:
        return [_todo(state, "confirm_deemed", "approval.confirm_deemed")]
    return []


def _payment(state: ApplicationState) -> list[Todo]:
    """Return that the applicant has a fee to pay; no clock waits for it."""
    if state.charge is None or not awaited(state):
        return []
    return [_todo(state, "fee", "approval.answer", due_on=state.charge.pay_by)]


def _besides(state: ApplicationState, calendar: Calendar) -> list[Todo]:
    if state.owed is not None and state.status in RUNNING:
        return [_todo(state, "materials", "approval.answer", due_on=state.owed.by)]
    if check_open(state):
        on, provisional = check_due(state, calendar)
        return [
            _todo(state, "check_promise", "approval.examine", due_on=on, provisional=provisional)
        ]
    if revocation_open(state):
        return [_todo(state, "end_grant", "approval.decide")]
    return []


def _next(state: ApplicationState, calendar: Calendar) -> list[Todo]:
    if state.status is Status.RECEIVED:
        return [_answer(state, calendar)]
    if state.status is Status.SUPPLEMENT:
        return [_todo(state, "supplement", "approval.answer", due_on=state.answer_by)]
    if state.status is Status.ACCEPTED:
        if runs_a_table(state):
            return _voices(state, calendar)
        return [_handling(state, calendar)]
    if state.status is Status.SUSPENDED:
        return _suspended(state, calendar)
    if state.status is Status.HANDED_UP:
        return [_received_above(state, calendar)]
    if state.status is Status.GRANTED and state.pins.result_kind == LICENCE:
        return [_issue(state, calendar)]
    if state.status in {Status.GRANTED, Status.REFUSED, Status.ISSUED}:
        step, due_on = delivery_awaited(state.delivery)
        return [_todo(state, step, "approval.deliver", due_on=due_on)]
    return []


def _answer(state: ApplicationState, calendar: Calendar) -> Todo:
    deadline = answer_deadline(state, calendar)
    return _todo(
        state,
        "accept",
        "approval.accept",
        due_on=deadline.due_on if deadline else None,
        provisional=bool(deadline and deadline.provisional),
    )


def _handling(state: ApplicationState, calendar: Calendar) -> Todo:
    step = open_step(state)
    dates = due(state, calendar)
    done = len(opinions_on(state, step.code))
    name = step.code if not done else f"{step.code}.{done + 1}"
    return _todo(state, name, step.act, due_on=dates.promised_on, provisional=dates.provisional)


def _voices(state: ApplicationState, calendar: Calendar) -> list[Todo]:
    """Return one to-do for each voice still open, on every step that is open in parallel."""
    return [todo for pin in open_pins(state) for todo in _voices_on(pin, state, calendar)]


def _voices_on(pin: StepPin, state: ApplicationState, calendar: Calendar) -> list[Todo]:
    """Return who is still to speak on a step: first who was added before, then its own voices."""
    place = marking_of(state)[pin.code]
    dates, own = due(state, calendar), step_deadline(state, pin, calendar)
    soonest = min((day for day in (dates.promised_on, own and own.due_on) if day), default=None)
    base = _todo(
        state,
        pin.code,
        pin.act,
        due_on=soonest,
        provisional=dates.provisional or bool(own and own.provisional),
    )
    signers = [one for one in place.signers if not one.signed]
    if awaited := [one for one in signers if one.first] or (signers if place.outcome else []):
        return [
            replace(base, step=f"{pin.code}.sign.{at}", officer=one.officer)
            for at, one in enumerate(awaited, 1)
        ]
    if pin.organs:
        known = pin.organs.index
        return [
            replace(base, step=f"{pin.code}.{known(organ) + 1}", organ=organ)
            for organ in awaited_organs(state, pin)
        ]
    spoken = len(place.votes)
    return [
        replace(base, step=pin.code if not at else f"{pin.code}.{at + 1}", officer=place.given_to)
        for at in range(spoken, pin.people)
    ]


def _received_above(state: ApplicationState, calendar: Calendar) -> Todo:
    """Return that the organ above has to sign for the file, the next working day at the latest."""
    step, act = "receive_hand_up", "approval.examine"
    if state.above is None:
        return _todo(state, step, act)
    on = state.above.on
    found = derive(SIGNING_TARGET, started_on=on, calendar=calendar, as_of=on)
    return _todo(state, step, act, due_on=found.due_on, provisional=found.provisional)


def _suspended(state: ApplicationState, calendar: Calendar) -> list[Todo]:
    """Return what ends the pause; a hearing may be prepared while another procedure runs."""
    hearing = [_hearing(state, calendar)] if hearing_awaited(state) else []
    if stands_still_for_it(state):
        return hearing
    expected = next((i.expected_until for i in state.suspensions if i.last is None), None)
    return [_todo(state, "resume", "approval.suspend", due_on=expected), *hearing]


def _hearing(state: ApplicationState, calendar: Calendar) -> Todo:
    """Return the next step of a hearing: to notify it in time, then to hold it on its day."""
    moment, limit = set_moment(state), hold_by(state, calendar)
    if moment is not None:
        return _todo(state, "record_hearing", "approval.hear", due_on=legal_day(moment))
    due_on = notify_by(limit, calendar) if limit else None
    return _todo(state, "set_hearing", "approval.suspend", due_on=due_on)


def _issue(state: ApplicationState, calendar: Calendar) -> Todo:
    if state.pins.issue is None or state.decided_at is None:
        return _todo(state, "issue", "approval.issue")
    decided = legal_day(state.decided_at)
    found = derive(state.pins.issue, started_on=decided, calendar=calendar, as_of=decided)
    return _todo(
        state, "issue", "approval.issue", due_on=found.due_on, provisional=found.provisional
    )


def _todo(
    state: ApplicationState,
    step: str,
    act: str,
    *,
    due_on: date | None = None,
    provisional: bool = False,
) -> Todo:
    has = holder(state)
    organ, region = (has.organ, has.region) if has else (state.organ, state.region)
    return Todo(step, act, organ, region, due_on, provisional=provisional)
