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

from ..events import Accepted, Delivered, Filed, Issued
from ..procedure import ApprovalProcedure
from ..state import ApplicationState, legal_day
from . import after, arrival, decision, delivery, fees, gaps, handling, handup, hearing
from .desk import Desk

_PROCEDURE = ApprovalProcedure()
NOT_YET = "—"  # stands for the number until it is drawn
_WRITERS: dict[type[Event], Callable[[Desk, Any], Any]] = {
    **arrival.WRITERS,
    **handling.WRITERS,
    **decision.WRITERS,
    **after.WRITERS,
    **gaps.WRITERS,
    **hearing.WRITERS,
    **handup.WRITERS,
    **fees.WRITERS,
    **delivery.WRITERS,
}
CLASS_WORDS = {
    "accepted": "受",
    "deemed_accepted": "受",
    "deemed_confirmed": "受",
    "supplement_requested": "补",
    "not_accepted": "不受",
    "suspended": "特",
    "extended": "延",
    "withdrawn": "撤",
    "granted": "准",
    "refused": "不准",
    "delivered": "送",
    "deemed_renewed": "延续",
    "renewal_confirmed": "延续",
    "accepted_with_gaps": "容",
    "deemed_withdrawn": "终",
    "hearing_told": "听告",
    "hearing_announced": "听公",
    "hearing_set": "听通",
    "hearing_recorded": "听录",
    "handed_up": "初审",
    "fee_noticed": "缴",
    "fee_refund_ordered": "退",
    "laid_ready": "领",
}


def with_paper(case: CaseView, state: ApplicationState, event: Event, actor: Actor) -> Event:
    """Return the event with its paper's number and digest; events without a paper as they are.

    Runs in the transaction that records the event: number, paper and event stand or fall together.
    """
    if isinstance(event, Issued):
        return decision.licence(_desk(case, state, event, actor, ""), event)
    write = _WRITERS.get(type(event))
    if write is None or (state.pins.instant and _done_at_once(event)):
        return event
    given = event.number if isinstance(event, Filed) else ""
    desk = _desk(case, state, event, actor, given or NOT_YET)
    content = write(desk, event)
    if content is None:
        return event
    number = given or _draw(desk, event)  # only now: a number that is drawn is used
    head = dataclasses.replace(content.head, number=number)
    paper = documents.issue_paper(
        dataclasses.replace(content, head=head), case_id=case.id, organ_code=desk.title.organ
    )
    written: dict[str, Any] = {"number": number, "paper_digest": paper.content_digest}
    return dataclasses.replace(event, **written)


def _done_at_once(event: Event) -> bool:
    """Return whether an instant matter needs no paper for it: it was given across the counter."""
    if isinstance(event, Delivered):
        return not event.collected_by and not event.waybill
    return isinstance(event, Accepted)


def _desk(case: CaseView, state: ApplicationState, event: Event, actor: Actor, number: str) -> Desk:
    """Return the desk of the organ that acts: a hand-up is still the lower organ's word."""
    assert case.opening.edition is not None
    evolved = _PROCEDURE.evolve(state, event)
    return Desk(
        case=case,
        state=dataclasses.replace(evolved, title=state.title or evolved.title),
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
    word = desk.word
    if desk.state.of and event.kind in {"granted", "refused"}:
        word += decision.ABOUT[desk.state.of.what][0]
    word += CLASS_WORDS.get(event.kind) or after.class_word(event)
    year = legal_day(desk.now).year
    serial = documents.draw_number(f"paper:{desk.title.organ}:{word}", year)
    return documents.document_number(word, year, serial)
