"""The approval procedure (依申请程序): the law of applications as pure functions."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from yichuang.law.public import Calendar
from yichuang.ledger.pure import Command, Due, Event, Holder, Opening, Todo, Wake

from .. import commands as c
from .. import delivery_commands as d
from .. import fee_commands as f
from .. import handup_commands as u
from .. import hearing_commands as h
from .. import step_commands as s
from .. import turn_commands as t
from ..errors import StepNotAllowed
from ..events import LINE
from ..state import ApplicationState
from . import (
    acceptance,
    clocks,
    decision,
    delivery,
    ending,
    fees,
    gaps,
    handing_up,
    handling,
    handup,
    hearing,
    mending,
    playing,
    promise,
    silence,
    steering,
    tables,
    waking,
)
from .acceptance import pins_of
from .clocks import answer_deadline, deadline, first_deadline
from .evolve import evolve
from .facts import Above, Approver, Facts, FormNow, HeldLicence, Passed, Room
from .handling import open_step, steps_open
from .todos import todos

_DECIDE: dict[type[Command], Callable[[ApplicationState, Any, Facts], list[Event]]] = {
    c.File: acceptance.receive,
    c.Receive: acceptance.receive,
    c.RequestSupplement: acceptance.request_supplement,
    c.AnswerSupplement: acceptance.take_supplement,
    c.TakeSupplement: acceptance.take_supplement,
    c.Accept: acceptance.accept,
    c.DeclineAcceptance: acceptance.decline,
    c.Withdraw: acceptance.withdraw,
    c.GiveOpinion: handling.give_opinion,
    c.GiveReview: handling.give_opinion,
    c.RecallOpinion: handling.recall,
    c.RecallReview: handling.recall,
    c.Suspend: handling.suspend,
    c.Resume: handling.resume,
    c.Extend: handling.extend,
    c.Decide: decision.decide,
    c.CompleteAtOnce: decision.complete_at_once,
    c.Issue: decision.issue,
    c.Deliver: decision.deliver,
    c.Evaluate: decision.evaluate,
    c.Correct: mending.correct,
    c.Void: mending.void,
    t.AcceptWithGaps: gaps.accept_with_gaps,
    t.BringMaterials: gaps.bring,
    t.TakeMaterials: gaps.bring,
    t.CheckPromise: promise.check,
    t.EndGrant: ending.end_grant,
    h.TellHearing: hearing.tell,
    h.RequestHearing: hearing.request,
    h.TakeHearingRequest: hearing.request,
    h.WaiveHearing: hearing.waive,
    h.TakeHearingWaiver: hearing.waive,
    h.AnnounceHearing: hearing.announce,
    h.SetHearing: hearing.set_hearing,
    h.RecordHearing: hearing.record,
    u.HandUp: handing_up.hand_up,
    u.ReceiveHandUp: handing_up.receive,
    f.IssueFeeNotice: fees.issue_notice,
    f.RecordPayment: fees.record_payment,
    f.RecordRefund: fees.record_refund,
    d.ChooseDelivery: delivery.choose,
    d.TakeDeliveryChoice: delivery.choose,
    d.LayReady: delivery.lay_ready,
    d.NoteWrongCode: delivery.note_wrong_code,
    d.Collect: delivery.collect,
    d.Dispatch: delivery.dispatch,
    d.RecordReceipt: delivery.record_receipt,
    d.RecordReturn: delivery.record_return,
    **dict.fromkeys((s.SendBack, s.SendBackReview, s.SendBackDecision), steering.send_back),
    **dict.fromkeys((s.Transfer, s.TransferReview), steering.transfer),
    **dict.fromkeys((s.AddSigner, s.AddReviewSigner), steering.add_signer),
    **dict.fromkeys((s.SignStep, s.SignReview), steering.sign),
    Wake: waking.wake,
    c.ConfirmDeemed: silence.confirm,
}


class ApprovalProcedure:
    """See `yichuang.ledger.pure.Procedure`."""

    line = LINE
    version = 6  # what a state holds has changed: see `ledger.refresh_states`
    state_type = ApplicationState

    def initial(self, opening: Opening) -> ApplicationState:
        """Return the state before the first event."""
        return ApplicationState(organ=opening.organ, region=opening.region)

    def decide(self, state: ApplicationState, command: Command, facts: Facts) -> Sequence[Event]:
        """Return the events a command brings about. Raises a refusal naming the article."""
        rule = _DECIDE.get(type(command))
        if rule is None:
            raise StepNotAllowed(step=command.kind, status=state.status.value)
        events = playing.played(state, rule(state, command, facts), facts)
        after = functools.reduce(evolve, events, state)
        return [*events, *fees.orders_due(after, facts)]

    def evolve(self, state: ApplicationState, event: Event) -> ApplicationState:
        """Return the state after an event."""
        return evolve(state, event)

    def todos(self, state: ApplicationState, calendar: Calendar) -> Sequence[Todo]:
        """Return the open steps."""
        return todos(state, calendar)

    def wake_at(self, state: ApplicationState, calendar: Calendar) -> datetime | None:
        """Return the next moment at which time alone has an effect; None if provisional."""
        return waking.wake_at(state, calendar)

    def due(self, state: ApplicationState, calendar: Calendar) -> Due:
        """Return the dates to be kept."""
        return clocks.due(state, calendar)

    def holder(self, state: ApplicationState) -> Holder | None:
        """Return the organ above once it has the case."""
        return handup.holder(state)

    def voices(self, state: ApplicationState, command: Command) -> Sequence[Holder]:
        """Return the organs that a row of the table asks and that have not spoken yet (会签)."""
        return tables.voices(state, command)


__all__ = [
    "Above",
    "ApprovalProcedure",
    "Approver",
    "Facts",
    "FormNow",
    "HeldLicence",
    "Passed",
    "Room",
    "answer_deadline",
    "deadline",
    "first_deadline",
    "open_step",
    "pins_of",
    "steps_open",
]
