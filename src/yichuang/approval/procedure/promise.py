"""Decision on the applicant's promise, and whether he keeps it (告知承诺制)."""

from __future__ import annotations

from datetime import date

from yichuang.catalogue.pure import EditionContent, PowerType, PromiseTerms
from yichuang.kernel.public import InvalidInput
from yichuang.law.public import Calendar, derive
from yichuang.ledger.pure import Event, Sealed

from ..errors import PromiseNotAllowed, ReasonsMissing, StepNotAllowed
from ..state import ApplicationState, Status, legal_day
from ..turn_commands import CheckPromise
from ..turn_events import PromiseChecked
from .clocks import in_days
from .facts import Facts

GRANTED = frozenset({Status.GRANTED, Status.ISSUED, Status.CLOSED})
KEPT, CORRECT, NOT_KEPT = "kept", "correct", "not_kept"


def promise_terms(edition: EditionContent) -> PromiseTerms | None:
    """Return what an applicant may promise here; None where a promise could not mend the harm.

    Source: BizReg 优化营商环境条例 40; 国办发〔2020〕42号.
    """
    return None if edition.risks else edition.on_promise


def signed_terms(edition: EditionContent) -> PromiseTerms:
    """Return what was promised. Raises PromiseNotAllowed where the guide offers no promise."""
    terms = promise_terms(edition)
    if terms is None:
        article = "BizReg 40" if edition.power_type is PowerType.LICENCE else None
        raise PromiseNotAllowed(field="promise_signed_by", article=article)
    return terms


def check_open(state: ApplicationState) -> bool:
    """Return whether the organ still has to look whether the promise is kept."""
    undecided = state.promise_check in {"", CORRECT}
    return _granted_on_promise(state) and undecided and state.ended is None


def revocation_open(state: ApplicationState) -> bool:
    """Return whether a promise was found broken and the grant still stands."""
    return _granted_on_promise(state) and state.promise_check == NOT_KEPT and state.ended is None


def check_due(state: ApplicationState, calendar: Calendar) -> tuple[date | None, bool]:
    """Return by when to look, and whether that day may still move."""
    if state.promise_check == CORRECT:
        return state.correct_by, False
    if state.decided_at is None or state.pins.check_within is None:
        return None, False
    decided = legal_day(state.decided_at)
    period = in_days(state.pins.check_within)
    found = derive(period, started_on=decided, calendar=calendar, as_of=decided)
    return found.due_on, found.provisional


def check(state: ApplicationState, command: CheckPromise, facts: Facts) -> list[Event]:
    """Say whether the promise is kept; what differs is first ordered to be put right, once.

    What is not kept leads to revocation, which whoever decides orders. Raises ReasonsMissing for
    a finding against the holder without a word.
    """
    if not check_open(state):
        raise StepNotAllowed(step=command.kind, status=state.status.value, number=state.number)
    known = {KEPT, NOT_KEPT} if state.promise_check else {KEPT, CORRECT, NOT_KEPT}
    if command.outcome not in known:
        raise InvalidInput(field="outcome", rule="unknown")
    if command.outcome != KEPT and not command.findings.strip():
        raise ReasonsMissing(field="findings")
    ordered = command.outcome == CORRECT
    if ordered and (command.correct_by is None or command.correct_by <= legal_day(facts.now)):
        raise InvalidInput(field="correct_by", rule="not_past")
    return [
        PromiseChecked(
            effective_at=facts.now,
            outcome=command.outcome,
            officer=facts.actor.id,
            correct_by=command.correct_by if ordered else None,
            findings=Sealed(command.findings, "reason") if command.findings.strip() else None,
        )
    ]


def _granted_on_promise(state: ApplicationState) -> bool:
    return state.by_promise and state.granted is True and state.status in GRANTED
