"""Which paper goes with which event, and what it says; its digest goes into the event."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from yichuang.catalogue.public import Basis, EditionContent, content_of
from yichuang.directory.public import Actor, masked_number
from yichuang.documents import public as documents
from yichuang.kernel.public import ports
from yichuang.law.public import Deadline, cite, say_amount
from yichuang.ledger.public import CaseView, Event, calendar_in_force, sealed_items
from yichuang.licences.public import LicenceOrder, issue_licence

from .events import (
    Accepted,
    DeemedAccepted,
    Filed,
    Granted,
    Issued,
    NotAccepted,
    Refused,
    SupplementRequested,
)
from .procedure import ApprovalProcedure, deadline
from .state import ApplicationState, legal_day

_PROCEDURE = ApprovalProcedure()
DEFAULT_WORD = "锡政服"
CLASS_WORDS = {
    "accepted": "受",
    "deemed_accepted": "受",
    "supplement_requested": "补",
    "not_accepted": "不受",
    "granted": "准",
    "refused": "不准",
}


@dataclasses.dataclass(frozen=True)
class _Desk:
    """Everything a paper is written from."""

    case: CaseView
    state: ApplicationState  # as it stands after the event
    edition: EditionContent
    actor: Actor
    applicant: dict[str, Any]
    number: str
    now: datetime

    @property
    def head(self) -> documents.Head:
        return documents.Head(
            organ_name=self.case.opening.organ_name,
            number=self.number,
            issued_on=legal_day(self.now),
            salt=documents.new_salt(),
            simulated=settings.DEMO,
        )

    @property
    def business(self) -> documents.Business:
        return documents.Business(
            power_type=self.edition.power_type,
            matter_name=self.case.opening.matter_name,
            matter_code=self.case.opening.matter,
            case_number=self.state.number,
            applicant=str(self.applicant["name"]),
            applicant_document=masked_number(str(self.applicant.get("number", ""))),
            agent=str(self.applicant.get("agent_name", "")),
        )

    @property
    def contact(self) -> documents.Contact:
        return documents.Contact(
            address=self.edition.location, phone=self.edition.consult, hours=self.edition.hours
        )

    @property
    def remedies(self) -> documents.Remedies:
        remedy = self.edition.remedy
        return documents.Remedies(
            reconsideration_organ=remedy.reconsideration_organ, court=remedy.court
        )

    def material_name(self, code: str) -> str:
        found = {m.code: m.name for m in self.edition.materials or ()}
        return found.get(code, "申请表")

    @property
    def applied_on(self) -> Any:
        assert self.state.received_at is not None
        return legal_day(self.state.received_at)

    @property
    def accepted_on(self) -> Any:
        assert self.state.accepted_at is not None
        return legal_day(self.state.accepted_at)


def with_paper(case: CaseView, state: ApplicationState, event: Event, actor: Actor) -> Event:
    """Return the event with its paper's number and digest; events without a paper as they are.

    Runs in the transaction that records the event: number, paper and event stand or fall together.
    """
    if isinstance(event, Issued):
        return _licence(_desk(case, state, event, actor, ""), event)
    write = _WRITERS.get(type(event))
    if write is None or (state.pins.instant and isinstance(event, Accepted)):
        return event
    number = event.number if isinstance(event, Filed) else _draw(case, event)
    changes: dict[str, Any] = {} if isinstance(event, Filed) else {"number": number}
    numbered = dataclasses.replace(event, **changes)
    content = write(_desk(case, state, numbered, actor, number), numbered)
    if content is None:
        return event
    paper = documents.issue_paper(content, case_id=case.id, organ_code=case.opening.organ)
    final: dict[str, Any] = {"paper_digest": paper.content_digest}
    return dataclasses.replace(numbered, **final)


def _desk(
    case: CaseView, state: ApplicationState, event: Event, actor: Actor, number: str
) -> _Desk:
    assert case.opening.edition is not None
    return _Desk(
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


def _draw(case: CaseView, event: Event) -> str:
    assert case.opening.edition is not None
    result = content_of(case.opening.edition).result
    word = (result.word if result else "") or DEFAULT_WORD
    word += CLASS_WORDS[event.kind]
    year = legal_day(ports().clock.now()).year
    serial = documents.draw_number(f"paper:{case.opening.organ}:{word}", year)
    return documents.document_number(word, year, serial)


HOW = {
    "upload": "电子件",
    "paper": "原件",
    "licence": "电子证照",
    "interface": "数据核验",
    "promise": "告知承诺",
}


def _receipt(desk: _Desk, event: Filed) -> documents.Receipt:
    assert event.query_code is not None
    return documents.Receipt(
        head=desk.head,
        business=desk.business,
        received_at=event.effective_at,
        receiver=desk.actor.post_name or "网上受理系统",
        channel="窗口" if event.entrance == "window" else "网上",
        materials=tuple(
            documents.MaterialLine(
                name=desk.material_name(mark.code),
                form=HOW.get(mark.how, ""),
                copies=mark.copies or 1,
            )
            for mark in event.materials
        ),
        query_code=str(event.query_code.content),
        query_url=f"{settings.PUBLIC_URL}/progress/?number={event.number}",
        contact=desk.contact,
    )


def _supplement(desk: _Desk, event: SupplementRequested) -> documents.SupplementNotice:
    assert event.notice is not None
    return documents.SupplementNotice(
        head=desk.head,
        business=desk.business,
        received_on=desk.applied_on,
        corrections=tuple(
            documents.Correction(
                material=desk.material_name(item["code"]),
                problem="；".join(item["defects"]) or item["note"],
                requirement=item["note"] if item["defects"] else "",
            )
            for item in event.notice.content
        ),
        answer_by=event.answer_by,
        basis=_basis(desk, "LicLaw 32(4)"),
        contact=desk.contact,
    )


def _acceptance(desk: _Desk, event: Accepted | DeemedAccepted) -> documents.AcceptanceNotice | None:
    calendar, state = calendar_in_force(), desk.state
    statutory = deadline(state, state.pins.statutory, calendar)
    promised = deadline(state, state.pins.promised, calendar)
    if statutory is None or statutory.due_on is None:
        return None
    return documents.AcceptanceNotice(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        accepted_on=desk.accepted_on,
        statutory_period=_words(statutory),
        statutory_due_on=statutory.due_on,
        promised_period=_words(promised) if promised else "",
        promised_due_on=promised.due_on if promised else None,
        provisional=statutory.provisional,
        deemed=isinstance(event, DeemedAccepted),
        excluded=tuple(procedure.name for procedure in desk.edition.special_procedures),
        fee="不收费" if not desk.edition.fees else "按收费公示标准收取",
        query_url=f"{settings.PUBLIC_URL}/progress/?number={state.number}",
        basis=_basis(desk, "LicLaw 32(5)"),
        contact=desk.contact,
    )


def _words(clock: Deadline) -> str:
    return say_amount(clock.period.amount, clock.period.unit, "zh")


def _non_acceptance(desk: _Desk, event: NotAccepted) -> documents.NonAcceptance:
    assert event.reasons is not None
    return documents.NonAcceptance(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        reasons=str(event.reasons.content),
        remedies=desk.remedies,
        competent_organ=event.competent_organ,
        basis=_basis(desk, "LicLaw 32(2)" if event.competent_organ else "LicLaw 32(1)"),
    )


def _grant(desk: _Desk, event: Granted) -> documents.GrantDecision:
    words = str(event.content.content) if event.content else ""
    result = desk.edition.result
    return documents.GrantDecision(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        accepted_on=desk.accepted_on,
        content=words or f"准予办理{desk.case.opening.matter_name}。",
        basis=_basis(desk, "LicLaw 38(1)"),
        licence_name=result.name if result and result.kind == "1" else "",
        publication=f"{settings.PUBLIC_URL}/results/",
        remedies=desk.remedies,
    )


def _refusal(desk: _Desk, event: Refused) -> documents.Refusal:
    assert event.reasons is not None
    return documents.Refusal(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        accepted_on=desk.accepted_on,
        reasons=str(event.reasons.content),
        remedies=desk.remedies,
        basis=(*_basis(desk, "LicLaw 38(2)"), *event.articles),
    )


def _basis(desk: _Desk, article: str) -> tuple[str, ...]:
    """Return what a paper cites: the licensing law for licences only, and the matter's basis."""
    own = tuple(_citation(basis) for basis in desk.edition.set_basis)
    licence = desk.edition.power_type.value == "01"
    return (*((cite(article, "zh"),) if licence else ()), *own)


def _citation(basis: Basis) -> str:
    if basis.quoted and not basis.law_name:
        return basis.quoted
    clause = f"第{basis.clause}款" if basis.clause else ""
    article = f"第{basis.article}条" if basis.article else ""
    return f"《{basis.law_name}》{article}{clause}"


def _licence(desk: _Desk, event: Issued) -> Issued:
    """Make out the licence itself; the event carries its identifier and digest."""
    result = desk.edition.result
    assert result is not None
    opening, valid_from = desk.case.opening, event.valid_from
    assert valid_from is not None
    word = result.word or DEFAULT_WORD
    serial = documents.draw_number(f"licence:{opening.organ}:{word}", valid_from.year)
    order = LicenceOrder(
        type_code=f"{opening.organ}{result.licence_type:0>3.3}",
        type_name=result.name,
        number=documents.document_number(f"{word}证", valid_from.year, serial),
        holder=str(desk.applicant["name"]),
        holder_is_person=desk.applicant.get("kind") != "legal",
        holder_party=opening.party,
        organ_code=opening.organ,
        organ_name=opening.organ_name,
        issued_on=legal_day(desk.now),
        valid_from=valid_from,
        valid_to=event.valid_to,
        simulated=settings.DEMO,
    )
    licence = issue_licence(order, case_id=desk.case.id)
    return dataclasses.replace(
        event, licence=licence.identifier, content_digest=licence.content_digest
    )


_WRITERS: dict[type[Event], Callable[[_Desk, Any], Any]] = {
    Filed: _receipt,
    SupplementRequested: _supplement,
    Accepted: _acceptance,
    DeemedAccepted: _acceptance,
    NotAccepted: _non_acceptance,
    Granted: _grant,
    Refused: _refusal,
}
