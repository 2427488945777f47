"""Which steps an actor may take on a case now, and for the others why not.

The rules themselves are asked, with a plausible command each: there is no second list of what may
follow what.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from yichuang.directory.public import Actor, Subject, allowed
from yichuang.kernel.public import DomainError
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Command

from . import commands as c
from . import delivery_commands as d
from . import fee_commands as f
from . import handup_commands as u
from . import hearing_commands as h
from . import step_commands as s
from . import turn_commands as t
from .procedure import ApprovalProcedure, Facts, open_step
from .procedure.fees import rates_of
from .procedure.gaps import still_open
from .procedure.hearing import HELD, hold_by, may_ask, must_take_its_own_way, notify_by
from .procedure.tables import open_pins, runs_a_table, steps_for
from .state import ApplicationState, legal_day

_PROCEDURE = ApprovalProcedure()


@dataclass(frozen=True, slots=True)
class Action:
    """A step: whether it may be taken, else the refusal's code, article and facts."""

    name: str
    act: str
    allowed: bool
    code: str = ""
    article: str = ""
    facts: dict[str, Any] | None = None


def _opinion(state: ApplicationState, facts: Facts) -> Command:
    mine = [p for p in steps_for(state, facts.actor.organ) if p.act in facts.actor.acts]
    step = mine[0] if mine else open_step(state)
    code = step.code if step else ""
    if step is not None and step.act == c.GiveReview.act:
        return c.GiveReview(step=code, agrees=True)
    return c.GiveOpinion(step=code, agrees=True)


def _send_back(state: ApplicationState, facts: Facts) -> Command:
    """Return a way back from the first open step that has one and that the post may take."""
    mine = [p for p in open_pins(state) if p.back_to] if runs_a_table(state) else []
    pin = next((p for p in mine if p.act in facts.actor.acts), next(iter(mine), None))
    kinds = {one.act: one for one in (s.SendBackReview, s.SendBackDecision)}
    kind = kinds.get(pin.act, s.SendBack) if pin else s.SendBack
    return kind(step=pin.code if pin else "", to=pin.back_to[0] if pin else "", reasons="?")


def _recall(state: ApplicationState, _: Facts) -> Command:
    code = state.opinions[-1].step if state.opinions else ""
    acts = {step.code: step.act for step in state.pins.steps}
    return c.RecallReview() if acts.get(code) == c.RecallReview.act else c.RecallOpinion()


def _correct(state: ApplicationState, facts: Facts) -> Command:
    moment = state.received_at or facts.now
    return c.Correct(
        no=1,
        field="received_at",
        value=moment.isoformat(),
        ground="?",
        approved_by=_approved_by(facts),
    )


def _approved_by(facts: Facts) -> str:
    return facts.approver.officer if facts.approver else "?"


def _supplement(_: ApplicationState, facts: Facts) -> Command:
    materials = (facts.edition.materials if facts.edition else None) or ()
    code = materials[0].code if materials else "form"
    return c.RequestSupplement(items=(c.SupplementItem(code, ("?",)),))


def _answer(state: ApplicationState, facts: Facts) -> c.AnswerSupplement:  # noqa: ARG001
    return c.AnswerSupplement(materials=(), answers={"?": "?"})


def _missing(state: ApplicationState, facts: Facts) -> tuple[c.MaterialGiven, ...]:
    """Return what is missing as if it came, in a way that the guide allows."""
    known = {one.code: one for one in (facts.edition.materials if facts.edition else None) or ()}
    given = []
    for code in still_open(state):
        ways = [way.value for way in known[code].satisfied_by] if code in known else []
        how = "upload" if "upload" in ways else next(iter(ways), "")
        given.append(c.MaterialGiven(code, how, uploads=("?",)))
    return tuple(given)


def _tomorrow(facts: Facts) -> date:
    return legal_day(facts.now) + timedelta(days=1)


def _suspend(state: ApplicationState, facts: Facts) -> Command:
    known = facts.edition.special_procedures if facts.edition else ()
    listed = [one for one in known if not must_take_its_own_way(state, one.kind)]
    return c.Suspend(
        procedure=listed[0].kind if listed else "",
        reason="?",
        expected_until=None if listed and listed[0].longest else _tomorrow(facts),
    )


def _end(state: ApplicationState, _: Facts) -> Command:
    if state.ended is not None:
        return t.EndGrant(how="deregistered", ground="ended", reasons="?")
    return t.EndGrant(how="revoked", ground="unqualified", reasons="?")


SOON = timedelta(days=60)  # a day of a hearing that leaves time for its notice


def _set_hearing(state: ApplicationState, facts: Facts) -> Command:
    """Return a setting on the last lawful day; the host is asked for when somebody is named."""
    limit = hold_by(state, facts.calendar)
    when = facts.now + SOON
    if limit is not None and notify_by(limit, facts.calendar) >= legal_day(facts.now):
        when = datetime.combine(limit, time(12), CHINA_TIME)
    return h.SetHearing(set_for=when, place="?", host=_host(facts))


def _announce(_: ApplicationState, facts: Facts) -> Command:
    return h.AnnounceHearing(set_for=facts.now + SOON, place="?", host=_host(facts), reason="?")


def _host(facts: Facts) -> str:
    return facts.host.officer if facts.host else "?"


def _by(state: ApplicationState, facts: Facts) -> str:
    """Return who could ask at a window; a third person before the applicant."""
    return next(iter(sorted(may_ask(state, facts.calendar, legal_day(facts.now)))[::-1]), "third")


def _waives(state: ApplicationState, facts: Facts) -> str:
    asked = state.hearing.requested if state.hearing else ()
    return asked[0] if asked else _by(state, facts)


def _decide(state: ApplicationState, _: Facts) -> Command:
    heard = state.hearing is not None and state.hearing.outcome == HELD
    return c.Decide(granted=True, hearing_record="?" if heard else "")


def _fee_notice(_: ApplicationState, facts: Facts) -> Command:
    listed = (facts.edition.fees if facts.edition else None) or ()
    fee = next((one for one in listed if one.amount_fen != 0), None)
    rates = rates_of(fee) if fee else ()
    asked = f.FeeAsked(fee.name if fee else "?", 1, rates[0] if rates else None)
    return f.IssueFeeNotice(items=(asked,), pay_by=_tomorrow(facts))


_COLLECTOR = d.Collector("?", "other", "00000", "?")
SAMPLES: dict[str, Callable[[ApplicationState, Facts], Command]] = {
    "accept": lambda *_: c.Accept(),
    "complete_at_once": lambda *_: c.CompleteAtOnce(),
    "request_supplement": _supplement,
    "decline_acceptance": lambda *_: c.DeclineAcceptance(ground="not_required", reasons="?"),
    "answer_supplement": _answer,
    "take_supplement": lambda *_: c.TakeSupplement(materials=(), answers={"?": "?"}),
    "give_opinion": _opinion,
    "recall_opinion": _recall,
    "send_back": _send_back,
    "decide": _decide,
    "suspend": _suspend,
    "resume": lambda *_: c.Resume(),
    "extend": lambda *_: c.Extend(days=1, reason="?"),
    "issue": lambda *_: c.Issue(),
    "deliver": lambda *_: c.Deliver(method="counter"),
    "take_delivery_choice": lambda *_: d.TakeDeliveryChoice(way="collection"),
    "choose_delivery": lambda *_: d.ChooseDelivery(way="collection"),
    "lay_ready": lambda *_: d.LayReady(),
    "collect": lambda *_: d.Collect(by="other", collector=_COLLECTOR, signed_on_paper=True),
    "dispatch": lambda *_: d.Dispatch(carrier="?", waybill="0" * 8),
    "record_receipt": lambda _, facts: d.RecordReceipt(
        received_on=legal_day(facts.now), signed_by="?", proof="?"
    ),
    "record_return": lambda *_: d.RecordReturn(reason="unclaimed"),
    "withdraw": lambda *_: c.Withdraw(),
    "accept_with_gaps": lambda _, facts: t.AcceptWithGaps(bring_by=_tomorrow(facts), signed_by="?"),
    "bring_materials": lambda state, facts: t.BringMaterials(materials=_missing(state, facts)),
    "take_materials": lambda state, facts: t.TakeMaterials(materials=_missing(state, facts)),
    "check_promise": lambda *_: t.CheckPromise(outcome="kept"),
    "end_grant": _end,
    "hand_up": lambda *_: u.HandUp(agrees=True, reasons="?"),
    "receive_hand_up": lambda *_: u.ReceiveHandUp(),
    "tell_hearing": lambda *_: h.TellHearing(to=("applicant",), interest="?"),
    "request_hearing": lambda *_: h.RequestHearing(),
    "take_hearing_request": lambda state, facts: h.TakeHearingRequest(
        by=_by(state, facts), who="?"
    ),
    "waive_hearing": lambda *_: h.WaiveHearing(),
    "take_hearing_waiver": lambda state, facts: h.TakeHearingWaiver(
        by=_waives(state, facts), who="?"
    ),
    "announce_hearing": _announce,
    "set_hearing": _set_hearing,
    "record_hearing": lambda *_: h.RecordHearing(outcome="held", record="?", signed_by="?"),
    "issue_fee_notice": _fee_notice,
    "evaluate": lambda *_: c.Evaluate(grade=5),
    "confirm_deemed": lambda *_: c.ConfirmDeemed(),
    "correct": _correct,
    "void": lambda _, facts: c.Void(ground="?", approved_by=_approved_by(facts)),
}


def actions_for(
    actor: Actor, subject: Subject, state: ApplicationState, facts: Facts
) -> list[Action]:
    """Return every step with its answer; the policy is asked before the procedure."""
    return [_action(name, actor, subject, state, facts) for name in SAMPLES]


def _action(
    name: str, actor: Actor, subject: Subject, state: ApplicationState, facts: Facts
) -> Action:
    command = SAMPLES[name](state, facts)
    verdict = allowed(actor, command.act, subject)
    asked = [
        replace(subject, organ=one.organ, region=one.region)
        for one in _PROCEDURE.voices(state, command)
    ]
    if not verdict.ok and not any(allowed(actor, command.act, one) for one in asked):
        return Action(
            name, command.act, False, "directory.not_allowed", facts={"reason": verdict.reason}
        )
    try:
        _PROCEDURE.decide(state, command, facts)
    except DomainError as refusal:
        return Action(
            name, command.act, False, refusal.code, refusal.article or "", dict(refusal.facts)
        )
    return Action(name, command.act, True)
