"""Papers of the decision and after it: grant, refusal and the licence itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from django.conf import settings

from yichuang.documents import public as documents
from yichuang.ledger.public import Event
from yichuang.licences.public import LicenceOrder, issue_licence

from ..events import Granted, Issued, Refused
from ..state import legal_day
from .desk import DEFAULT_WORD, Desk, basis


def _grant(desk: Desk, event: Granted) -> documents.GrantDecision:
    words = str(event.content.content) if event.content else ""
    result = desk.edition.result
    return documents.GrantDecision(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        accepted_on=desk.accepted_on,
        content=words or f"准予办理{desk.case.opening.matter_name}。",
        basis=basis(desk, "LicLaw 38(1)"),
        licence_name=result.name if result and result.kind == "1" else "",
        publication=f"{settings.PUBLIC_URL}/results/",
        remedies=desk.remedies,
    )


def _refusal(desk: Desk, event: Refused) -> documents.Refusal:
    assert event.reasons is not None
    return documents.Refusal(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        accepted_on=desk.accepted_on,
        reasons=str(event.reasons.content),
        remedies=desk.remedies,
        basis=(*basis(desk, "LicLaw 38(2)"), *event.articles),
    )


def licence(desk: Desk, event: Issued) -> Issued:
    """Make out the licence itself; the event carries its identifier and digest."""
    result = desk.edition.result
    assert result is not None
    title, valid_from = desk.title, event.valid_from
    assert valid_from is not None
    word = result.word or DEFAULT_WORD
    serial = documents.draw_number(f"licence:{title.organ}:{word}", valid_from.year)
    order = LicenceOrder(
        type_code=f"{title.organ}{result.licence_type:0>3.3}",
        type_name=result.name,
        number=documents.document_number(f"{word}证", valid_from.year, serial),
        holder=str(desk.applicant["name"]),
        holder_is_person=desk.applicant.get("kind") != "legal",
        holder_party=desk.case.opening.party,
        organ_code=title.organ,
        organ_name=title.organ_name,
        issued_on=legal_day(desk.now),
        valid_from=valid_from,
        valid_to=event.valid_to,
        simulated=settings.DEMO,
    )
    licence = issue_licence(order, case_id=desk.case.id)
    return dataclasses.replace(
        event, licence=licence.identifier, content_digest=licence.content_digest
    )


WRITERS: dict[type[Event], Callable[[Desk, Any], Any]] = {
    Granted: _grant,
    Refused: _refusal,
}
