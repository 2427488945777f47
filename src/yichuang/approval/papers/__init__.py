"""Which paper goes with which event, and what it says; its digest goes into the event."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any
from uuid import UUID

from yichuang.catalogue.public import content_of
from yichuang.directory.public import Actor
from yichuang.documents import public as documents
from yichuang.kernel.public import ports
from yichuang.ledger.public import CaseView, Event, sealed_items

from ..events import Accepted, Filed, Issued
from ..procedure import ApprovalProcedure
from ..state import ApplicationState, legal_day
from . import arrival, decision
from .desk import DEFAULT_WORD, Desk

_PROCEDURE = ApprovalProcedure()
_WRITERS: dict[type[Event], Callable[[Desk, Any], Any]] = {
    **arrival.WRITERS,
    **decision.WRITERS,
}
CLASS_WORDS = {
    "accepted": "受",
    "deemed_accepted": "受",
    "supplement_requested": "补",
    "not_accepted": "不受",
    "granted": "准",
    "refused": "不准",
}


def with_paper(case: CaseView, state: ApplicationState, event: Event, actor: Actor) -> Event:
    """Return the event with its paper's number and digest; events without a paper as they are.

    Runs in the transaction that records the event: number, paper and event stand or fall together.
    """
    if isinstance(event, Issued):
        return decision.licence(_desk(case, state, event, actor, ""), event)
    write = _WRITERS.get(type(event))
    if write is None or (state.pins.instant and isinstance(event, Accepted)):
        return event
    desk = _desk(case, state, event, actor, "")
    number = event.number if isinstance(event, Filed) else _draw(desk, event)
    changes: dict[str, Any] = {} if isinstance(event, Filed) else {"number": number}
    numbered = dataclasses.replace(event, **changes)
    content = write(dataclasses.replace(desk, number=number), numbered)
    if content is None:
        return event
    paper = documents.issue_paper(content, case_id=case.id, organ_code=desk.title.organ)
    final: dict[str, Any] = {"paper_digest": paper.content_digest}
    return dataclasses.replace(numbered, **final)


def _desk(case: CaseView, state: ApplicationState, event: Event, actor: Actor, number: str) -> Desk:
    assert case.opening.edition is not None
    return Desk(
        case=case,
        state=_PROCEDURE.evolve(state, event),
        edition=content_of(case.opening.edition),
        actor=actor,
        applicant=_applicant(case.id, event),
        number=number,
        now=ports().clock.now(),
    )


def _applicant(case_id: UUID, event: Event) -> dict[str, Any]:
    if isinstance(event, Filed):
        assert event.applicant is not None
        return dict(event.applicant.content)
    return dict(next(iter(sealed_items(case_id, {"applicant"}).values())))


def _draw(desk: Desk, event: Event) -> str:
    """Return the next number of the organ in whose name the paper goes out."""
    result = desk.edition.result
    word = (result.word if result else "") or DEFAULT_WORD
    word += CLASS_WORDS[event.kind]
    year = legal_day(desk.now).year
    serial = documents.draw_number(f"paper:{desk.title.organ}:{word}", year)
    return documents.document_number(word, year, serial)
