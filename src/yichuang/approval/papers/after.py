"""Papers after the grant: the order to put a broken promise right, and how a grant ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from yichuang.documents import public as documents
from yichuang.law.public import cite
from yichuang.ledger.public import CaseView, Event
from yichuang.licences.public import LicenceState, change_state, licences_of_case

from ..state import legal_day
from ..turn_events import GrantEnded, PromiseChecked
from .desk import Desk, basis, citation

STATES = {
    "revoked": LicenceState.REVOKED,
    "recalled": LicenceState.LAPSED,
    "deregistered": LicenceState.CANCELLED,
}
CLASS_WORDS = {"revoked": "撤销", "recalled": "撤回", "deregistered": "注销", "correct": "改"}


def class_word(event: Event) -> str:
    """Return the word in the number of a paper after the grant."""
    return CLASS_WORDS[event.how if isinstance(event, GrantEnded) else "correct"]


def _order(desk: Desk, event: PromiseChecked) -> documents.CorrectionOrder | None:
    if event.findings is None or event.correct_by is None:
        return None  # only an order to put it right is a paper
    terms = desk.edition.on_promise
    return documents.CorrectionOrder(
        head=desk.head,
        business=desk.business,
        granted_on=_granted_on(desk),
        findings=str(event.findings.content),
        correct_by=event.correct_by,
        basis=tuple(citation(one) for one in terms.basis) if terms else (),
        contact=desk.contact,
    )


def _ending(desk: Desk, event: GrantEnded) -> documents.EndingDecision:
    assert event.reasons is not None
    held = licences_of_case(desk.case.id)
    return documents.EndingDecision(
        head=desk.head,
        business=desk.business,
        how=event.how,
        granted_on=_granted_on(desk),
        decision_number=desk.state.decision_number,
        reasons=str(event.reasons.content),
        remedies=desk.remedies,
        basis=(cite(event.article, "zh"),) if event.article else basis(desk, ""),
        licence_number=held[-1].number if held else "",
        compensation=str(event.compensation.content) if event.compensation else "",
        barred_until=event.barred_until,
    )


def _granted_on(desk: Desk) -> Any:
    assert desk.state.decided_at is not None
    return legal_day(desk.state.decided_at)


def end_licence(case: CaseView, event: GrantEnded) -> None:
    """Bring the licence this case made out into the state its end leads to, if there is one."""
    for held in licences_of_case(case.id):
        _change(held.id, event, case)


def _change(licence: UUID, event: GrantEnded, case: CaseView) -> None:
    title = case.state.title
    change_state(
        licence,
        STATES[event.how],
        ground=event.ground,
        article=event.article,
        organ_code=title.organ if title else case.opening.organ,
        case_id=case.id,
        effective_on=legal_day(event.effective_at),
    )


WRITERS: dict[type[Event], Callable[[Desk, Any], Any]] = {
    PromiseChecked: _order,
    GrantEnded: _ending,
}
