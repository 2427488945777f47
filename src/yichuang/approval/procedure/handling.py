"""Between acceptance and decision: opinions, special procedures, extension."""

from __future__ import annotations

from datetime import date

from yichuang.catalogue.pure import PowerType
from yichuang.flow.public import NoVoice
from yichuang.kernel.public import InvalidInput
from yichuang.law.public import Period, Unit, derive
from yichuang.ledger.pure import Event, Sealed

from ..commands import Extend, GiveOpinion, RecallOpinion, Resume, Suspend
from ..errors import (
    ExtensionNotAllowed,
    GroundMissing,
    HearingOwnSteps,
    OpinionPassed,
    OtherPersonNeeded,
    ProcedureNotListed,
    ProcedureUsedUp,
    ReasonsMissing,
    RecallNotAllowed,
    SecondPersonNeeded,
    StepNotAllowed,
    StepOpen,
)
from ..events import Extended, OpinionGiven, OpinionRecalled, Resumed, StepPin, Suspended
from ..state import DECISION_STEP, ApplicationState, Status, legal_day
from .acceptance import require
from .basis import first_citation
from .clocks import due, in_days
from .facts import Facts, licensing
from .handup import FIRST, holder, refuse_below, steps_now
from .hearing import begins_after, must_take_its_own_way, refuse_host, stands_still_for_it
from .tables import open_pins, runs_a_table

LONGEST_EXTENSION = 10  # working days, LicLaw 42(1)


def open_step(state: ApplicationState) -> StepPin:
    """Return the handling step whose turn it is; when all others are done, the decision.

    Where an organ above decides, the steps of the lower one end with the hand-up. In a table it is
    the first of those that are open.
    """
    if runs_a_table(state):
        return next(iter(open_pins(state)), DECISION_STEP)
    for step in steps_now(state):
        if step.act == DECISION_STEP.act or len(opinions_on(state, step.code)) < step.people:
            return step
    return DECISION_STEP


def steps_open(state: ApplicationState) -> tuple[StepPin, ...]:
    """Return every step whose turn it is: in a plain list one, in a table those in parallel."""
    return open_pins(state) if runs_a_table(state) else (open_step(state),)


def opinions_on(state: ApplicationState, step: str) -> list[str]:
    """Return the officers who have completed their part of a step, each once."""
    return list(dict.fromkeys(mark.officer for mark in state.opinions if mark.step == step))


def refuse_stranger(
    state: ApplicationState, step: StepPin, facts: Facts, *, steering: bool = False
) -> None:
    """Refuse to an organ that is only asked all but its own voice. Raises NoVoice."""
    has = holder(state)
    own = has.organ if has else state.organ
    asked = {organ for pin in state.pins.steps for organ in pin.organs}
    if (steering or not step.organs) and facts.actor.organ in asked - {own}:
        raise NoVoice(step=step.code, voter=facts.actor.organ)


def others_decide(state: ApplicationState, step: StepPin, facts: Facts) -> None:
    """Refuse a separate step to who took an earlier one. Raises OtherPersonNeeded.

    The guide says which steps are separate (审查与决定分离); no law names the persons.
    """
    acted = {mark.officer for mark in state.opinions if mark.step != step.code}
    if step.separate and facts.actor.id in acted:
        raise OtherPersonNeeded(step=step.name)


def give_opinion(state: ApplicationState, command: GiveOpinion, facts: Facts) -> list[Event]:
    """Complete a step in one's own name (审查、核查、复核). LicLaw 34.

    Raises SecondPersonNeeded when two persons must verify and this one already did, StepOpen out
    of turn, ReasonsMissing for a disagreement without a word.
    """
    require(state, command.kind, Status.ACCEPTED)
    step = next((s for s in state.pins.steps if s.code == command.step), None)
    if step is None or step.act != command.act:
        raise StepNotAllowed(field="step", step=command.step, status=state.status.value)
    turn = open_step(state)
    if step not in steps_open(state):
        raise StepOpen(article=licensing(state, "LicLaw 34"), step=turn.name)
    if not runs_a_table(state) and facts.actor.id in opinions_on(state, step.code):
        raise SecondPersonNeeded(article=licensing(state, "LicLaw 34(3)"), step=step.name)
    refuse_stranger(state, step, facts)
    refuse_host(state, facts)
    others_decide(state, step, facts)
    if not command.agrees and not command.opinion.strip():
        raise ReasonsMissing(field="opinion")
    opinion = Sealed(command.opinion, "opinion") if command.opinion.strip() else None
    return [
        OpinionGiven(
            effective_at=facts.now,
            step=step.code,
            officer=facts.actor.id,
            agrees=command.agrees,
            opinion=opinion,
            organ=facts.actor.organ if step.organs else "",
        )
    ]


def recall(state: ApplicationState, command: RecallOpinion, facts: Facts) -> list[Event]:
    """Take one's own last opinion back; the case stands as before it, the trace stays (撤回本步).

    Raises RecallNotAllowed for somebody else's opinion; OpinionPassed, naming who and when, once
    another person has opened the case or anybody has taken a later step.
    """
    require(state, command.kind, Status.ACCEPTED)
    last = state.opinions[-1] if state.opinions else None
    if last is None:
        raise RecallNotAllowed(rule="no_opinion")
    if last.officer != facts.actor.id:
        raise RecallNotAllowed(rule="not_the_author")
    if facts.passed is not None:
        passed = facts.passed
        raise OpinionPassed(
            rule=passed.how, who=passed.who, post=passed.post, at=passed.at.isoformat()
        )
    if len(state.opinions) <= state.settled:
        raise RecallNotAllowed(rule="acted")
    acts = {step.code: step.act for step in state.pins.steps}
    if acts.get(last.step) != command.act:
        raise StepNotAllowed(step=command.kind, status=state.status.value)
    return [OpinionRecalled(effective_at=facts.now, step=last.step, officer=last.officer)]


def suspend(state: ApplicationState, command: Suspend, facts: Facts) -> list[Event]:
    """Begin a special procedure; the clocks stand still until it ends (特别程序). LicLaw 45.

    Only procedures the published guide lists stop the clock, as often as it says, and each until a
    day that is told: as entered, else the longest the guide allows.
    """
    require(state, command.kind, Status.ACCEPTED)
    if must_take_its_own_way(state, command.procedure):
        raise HearingOwnSteps(field="procedure", article="LicLaw 47")
    article = licensing(state, "LicLaw 45")
    listed = {p.kind: p for p in facts.edition.special_procedures} if facts.edition else {}
    found = listed.get(command.procedure)
    if facts.edition is None or found is None:
        raise ProcedureNotListed(field="procedure", article=article, procedure=command.procedure)
    if not command.reason.strip():
        raise GroundMissing(field="reason", article=article)
    if sum(one.procedure == found.kind for one in state.suspensions) >= found.times:
        raise ProcedureUsedUp(field="procedure", article=article, procedure=found.kind)
    return [
        Suspended(
            effective_at=facts.now,
            procedure=command.procedure,
            article=article or first_citation(found.basis),
            expected_until=_expected_until(command, found.longest, facts),
            reason=Sealed(command.reason, "reason"),
        )
    ]


def _expected_until(command: Suspend, limit: Period | None, facts: Facts) -> date:
    """Return until when the applicant is told it takes: as entered, else the longest listed."""
    today = legal_day(facts.now)
    told = command.expected_until
    if told is not None and told < today:
        raise InvalidInput(field="expected_until", rule="not_past")
    if limit is None:
        if told is None:
            raise InvalidInput(field="expected_until", rule="required")
        return told
    longest = derive(in_days(limit), started_on=today, calendar=facts.calendar, as_of=today).due_on
    assert longest is not None, "nothing stops this period"
    if told is not None and told > longest:
        raise InvalidInput(field="expected_until", rule="beyond_longest", longest=str(longest))
    return told or longest


def resume(state: ApplicationState, command: Resume, facts: Facts) -> list[Event]:
    """End the special procedure; counting goes on the next working day.

    Raises HearingOwnSteps for a hearing, which ends with its record; one that was asked for
    during another procedure begins when that one ends.
    """
    require(state, command.kind, Status.SUSPENDED)
    if stands_still_for_it(state):
        raise HearingOwnSteps(article="LicLaw 48")
    return [Resumed(effective_at=facts.now), *begins_after(state, facts)]


def extend(state: ApplicationState, command: Extend, facts: Facts) -> list[Event]:
    """Extend by the head of the organ, once, by at most ten working days. LicLaw 42(1).

    Raises ExtensionNotAllowed for powers whose law knows no extension, and once the period is
    over: what is late stays late. Raises DecidedAbove for the time of a preliminary examination.
    """
    require(state, command.kind, Status.ACCEPTED)
    refuse_below(state, FIRST.source)  # its article knows no extension
    if state.pins.power_type != PowerType.LICENCE or state.extensions:
        raise ExtensionNotAllowed(article="LicLaw 42(1)", rule="once, licences")
    last_day = due(state, facts.calendar).statutory_on
    if last_day and last_day < legal_day(facts.now):
        raise ExtensionNotAllowed(article="LicLaw 42(1)", rule="expired")
    if not 1 <= command.days <= LONGEST_EXTENSION:
        raise ExtensionNotAllowed(field="days", article="LicLaw 42(1)", days=command.days)
    if not command.reason.strip():
        raise GroundMissing(field="reason", article="LicLaw 42(1)")
    return [
        Extended(
            effective_at=facts.now,
            period=Period(command.days, Unit.WORKING_DAY, "LicLaw 42(1)"),
            approved_by=facts.actor.id,
            reason=Sealed(command.reason, "reason"),
        )
    ]
