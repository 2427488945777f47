"""Decide, make out, hand over, and be rated."""

from __future__ import annotations

from datetime import date

from yichuang.kernel.public import InvalidInput
from yichuang.law.public import add_months
from yichuang.ledger.pure import Event, Sealed

from ..commands import CompleteAtOnce, Decide, Deliver, Evaluate, Issue
from ..errors import (
    BadGradeNeedsReason,
    EvaluatedBefore,
    MaterialsMissing,
    NotInstant,
    PostLacksActs,
    ReasonsMissing,
    SecondPersonNeeded,
    StepNotAllowed,
    StepOpen,
)
from ..events import Accepted, Closed, Delivered, Evaluated, Granted, Issued, Refused
from ..state import ApplicationState, Status, legal_day
from .acceptance import require
from .bars import AFTER_FALSE_MATERIALS, FALSE_ARTICLE, FALSE_MATERIALS, bar_ends
from .delivery import COURIER, LICENCE, refuse_direct, require_ready
from .facts import Facts, licensing
from .fees import refuse_before_payment, refuse_while_unpaid
from .gaps import refuse_while_owed
from .handling import open_step, others_decide
from .handup import refuse_below
from .hearing import refuse_to_decide
from .playing import taken_by_one
from .quota import refuse_out_of_turn
from .renewal import last_valid_day, next_term, refuse_grant_of_ended

AT_ONCE = frozenset(
    {"approval.receive", "approval.accept", "approval.decide", "approval.issue", "approval.deliver"}
)
METHODS = frozenset({"counter", "online", "courier"})
NOTHING = "4"
LONGEST_LEAD = 24  # months from the decision to the first day of validity; more is a slip


def decide(state: ApplicationState, command: Decide, facts: Facts) -> list[Event]:
    """Grant or refuse in writing (作出决定). LicLaw 37, 38.

    Raises StepOpen while an earlier step is open, GapsOpen while a promised material is owed,
    OtherPersonNeeded for an examiner where the step is separate, ReasonsMissing for a refusal
    without reasons, InvalidInput for a ground that does not refuse a licence, and what
    `hearing.refuse_to_decide` raises.
    """
    require(state, command.kind, Status.ACCEPTED)
    step = open_step(state)
    if step.act != command.act:
        raise StepOpen(article=licensing(state, "LicLaw 34"), step=step.name)
    refuse_below(state)
    refuse_while_owed(state, facts, granting=command.granted)
    refuse_to_decide(state, command.hearing_record, facts)
    others_decide(state, step, facts)
    false = command.ground == FALSE_MATERIALS
    if command.ground and not (false and not command.granted and licensing(state, FALSE_ARTICLE)):
        raise InvalidInput(field="ground", rule="unknown")
    heard = Sealed(command.hearing_record, "reason") if command.hearing_record.strip() else None
    if command.granted:
        refuse_grant_of_ended(state, facts)
        refuse_out_of_turn(state, facts)
        return _grant(state, command.content, facts, heard)
    if not command.reasons.strip():
        raise ReasonsMissing(field="reasons", article=licensing(state, "LicLaw 38(2)"))
    return [
        Refused(
            effective_at=facts.now,
            officer=facts.actor.id,
            articles=command.articles,
            ground=command.ground,
            barred_until=bar_ends(state, AFTER_FALSE_MATERIALS, facts) if false else None,
            reasons=Sealed(command.reasons, "reason"),
            hearing=heard,
        )
    ]


def _grant(
    state: ApplicationState, content: str, facts: Facts, heard: Sealed | None = None
) -> list[Event]:
    granted = Granted(
        effective_at=facts.now,
        officer=facts.actor.id,
        content=Sealed(content, "document") if content.strip() else None,
        hearing=heard,
    )
    if state.pins.result_kind == NOTHING:
        return [granted, Closed(effective_at=facts.now, outcome="granted")]
    return [granted]


def complete_at_once(state: ApplicationState, command: CompleteAtOnce, facts: Facts) -> list[Event]:
    """Accept, decide and hand over in one go (即办件、告知承诺). LicLaw 34(2).

    Raises NotInstant for a committed matter, PostLacksActs for a post that may not do it all,
    SecondPersonNeeded where substance is verified by two, MaterialsMissing while something
    required is open, FeeFirst and FeeUnpaid while something is to be paid.
    """
    require(state, command.kind, Status.RECEIVED)
    refuse_below(state)
    if not (state.pins.instant or state.by_promise):
        raise NotInstant(article=licensing(state, "LicLaw 34(2)"), number=state.number)
    before = [step for step in state.pins.steps if step.act != command.act]
    if not facts.actor.acts >= (needed := AT_ONCE | {step.act for step in before}):
        raise PostLacksActs(lacks=sorted(needed - facts.actor.acts))
    if step := next((step for step in before if step.people > 1 or step.organs), None):
        raise SecondPersonNeeded(article=licensing(state, "LicLaw 34(3)"), step=step.name)
    if state.gaps:
        raise MaterialsMissing(article=licensing(state, "LicLaw 32(4)"), materials=list(state.gaps))
    refuse_before_payment(state, facts)
    if command.method not in METHODS:
        raise StepNotAllowed(field="method", step=command.method, status=state.status.value)
    refuse_grant_of_ended(state, facts)
    refuse_out_of_turn(state, facts)
    events: list[Event] = [
        Accepted(effective_at=facts.now),
        *taken_by_one(state, facts),
        Granted(
            effective_at=facts.now,
            officer=facts.actor.id,
            content=Sealed(command.content, "document") if command.content.strip() else None,
        ),
    ]
    if state.pins.result_kind == LICENCE:
        events.append(_issued(state, legal_day(facts.now), facts))
    if state.pins.result_kind != NOTHING:
        if command.method == COURIER:
            return events  # on its way only once it is dispatched, served once it is received
        events.append(Delivered(effective_at=facts.now, method=command.method))
    return [*events, Closed(effective_at=facts.now, outcome="granted")]


def issue(state: ApplicationState, command: Issue, facts: Facts) -> list[Event]:
    """Make out the licence within its period from the decision (出证). LicLaw 39, 44.

    Raises InvalidInput for a licence valid before it was granted, or from a day years ahead.
    """
    require(state, command.kind, Status.GRANTED)
    if state.pins.result_kind != LICENCE:
        raise StepNotAllowed(step=command.kind, status=state.status.value)
    refuse_while_unpaid(state)
    assert state.decided_at is not None
    decided_on = legal_day(state.decided_at)
    valid_from = command.valid_from or decided_on
    if not decided_on <= valid_from <= add_months(decided_on, LONGEST_LEAD):
        raise InvalidInput(field="valid_from", rule="not_past")
    refuse_grant_of_ended(state, facts, expiry=False)
    return [_issued(state, valid_from, facts)]


def _issued(state: ApplicationState, valid_from: date, facts: Facts) -> Issued:
    if state.of is not None:
        first, last = next_term(state, facts)
        return Issued(effective_at=facts.now, valid_from=first, valid_to=last)
    result = facts.edition.result if facts.edition else None
    validity = result.validity if result else None
    return Issued(
        effective_at=facts.now,
        valid_from=valid_from,
        valid_to=last_valid_day(valid_from, validity),
    )


def deliver(state: ApplicationState, command: Deliver, facts: Facts) -> list[Event]:
    """Hand the result over and close (送达、办结). LicLaw 44.

    Raises what `delivery.refuse_direct` raises where it goes another way.
    """
    require_ready(state, command.kind)
    if command.method not in METHODS:
        raise StepNotAllowed(field="method", step=command.method, status=state.status.value)
    refuse_direct(state, command.method)
    recipient = Sealed(command.recipient) if command.recipient.strip() else None
    outcome = "granted" if state.granted else "refused"
    return [
        Delivered(effective_at=facts.now, method=command.method, recipient=recipient),
        Closed(effective_at=facts.now, outcome=outcome),
    ]


def evaluate(state: ApplicationState, command: Evaluate, facts: Facts) -> list[Event]:
    """Rate the service contact that closing was (好差评). GB/T 39734-2020.

    Never made without a human act. Raises BadGradeNeedsReason for grades 1 and 2 without one.
    """
    require(state, command.kind, Status.CLOSED, Status.NOT_ACCEPTED)
    if state.evaluated:
        raise EvaluatedBefore(number=state.number)
    if command.grade not in range(1, 6):
        raise StepNotAllowed(field="grade", step=str(command.grade), status=state.status.value)
    chosen = tuple(option for option in command.options if option.strip())
    if command.grade <= 2 and not chosen and not command.words.strip():
        raise BadGradeNeedsReason(field="words")
    return [
        Evaluated(
            effective_at=facts.now,
            grade=command.grade,
            options=chosen,
            words=Sealed(command.words) if command.words.strip() else None,
        )
    ]
