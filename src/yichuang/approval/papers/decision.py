"""Papers of the decision and after it: grant, refusal and the licence itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from django.conf import settings

from yichuang.documents import public as documents
from yichuang.law.public import cite
from yichuang.ledger.public import Event
from yichuang.licences.public import LicenceOrder, issue_licence

from ..events import Granted, Issued, Refused
from ..held import licence_type, standing_of
from ..procedure.bars import FALSE_ARTICLE, FALSE_MATERIALS
from ..state import legal_day
from ..turn_events import DeemedRenewed, RenewalConfirmed
from .desk import Desk, basis
from .particulars import particulars


def _grant(desk: Desk, event: Granted) -> documents.GrantDecision:
    words = str(event.content.content) if event.content else ""
    result = desk.edition.result
    return documents.GrantDecision(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        accepted_on=desk.accepted_on,
        content=_heard(desk, event) + (words or _granted(desk)),
        basis=basis(desk, _article(desk, "LicLaw 38(1)")),
        licence_number=desk.state.of.number if desk.state.of else "",
        licence_name=result.name if result and result.kind == "1" else "",
        publication=f"{settings.PUBLIC_URL}/results/",
        remedies=desk.remedies,
    )


def _heard(desk: Desk, event: Granted | Refused) -> str:
    """Return how the decision follows from the record of a hearing; LicLaw 48."""
    hearing = desk.state.hearing
    if event.hearing is None or hearing is None:
        return ""
    words = str(event.hearing.content).strip().rstrip("。")
    return f"本机关依法举行了听证，根据听证笔录（{hearing.record}），{words}。"


def _refusal(desk: Desk, event: Refused) -> documents.Refusal:
    assert event.reasons is not None
    return documents.Refusal(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        accepted_on=desk.accepted_on,
        reasons=_heard(desk, event) + str(event.reasons.content),
        remedies=desk.remedies,
        basis=(*_refused_by(desk, event), *event.articles),
        warned=event.ground == FALSE_MATERIALS,
        barred_until=event.barred_until,
    )


ABOUT = {"renewal": ("延续", "LicLaw 50(2)"), "change": ("变更", "LicLaw 49")}


def _granted(desk: Desk) -> str:
    """Return what is granted, where the decision says nothing more."""
    of = desk.state.of
    if of is None:
        return f"准予办理{desk.case.opening.matter_name}。"
    return f"准予{ABOUT[of.what][0]}编号为{of.number}的证照。"


def _article(desk: Desk, new: str) -> str:
    of = desk.state.of
    return ABOUT[of.what][1] if of else new


def _renewal(desk: Desk, event: DeemedRenewed | RenewalConfirmed) -> documents.GrantDecision | None:
    """Return the paper of a deemed renewal; where it is held, it goes with a person's word."""
    of = desk.state.of
    if of is None or of.valid_to is None or (isinstance(event, DeemedRenewed) and event.held):
        return None
    ended = f"{of.valid_to.year}年{of.valid_to.month}月{of.valid_to.day}日"
    result = desk.edition.result
    return documents.GrantDecision(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        accepted_on=desk.accepted_on,
        content=f"编号为{of.number}的证照有效期至{ended}届满，届满前未作出是否准予延续的决定，"
        "依法视为准予延续。",
        basis=(cite("LicLaw 50(2)", "zh"),),
        licence_name=result.name if result else "",
        licence_number=of.number,
        deemed=True,
        publication=f"{settings.PUBLIC_URL}/results/",
        remedies=desk.remedies,
    )


def _refused_by(desk: Desk, event: Refused) -> tuple[str, ...]:
    own = basis(desk, _article(desk, "LicLaw 38(2)"))
    false = cite(FALSE_ARTICLE, "zh")
    return (*own, false) if event.ground == FALSE_MATERIALS else own


def licence(desk: Desk, event: Issued) -> Issued:
    """Make out the licence itself; the event carries its identifier and digest."""
    result = desk.edition.result
    assert result is not None
    title, valid_from = desk.title, event.valid_from
    assert valid_from is not None
    of = desk.state.of
    opening = desk.case.opening
    standing = (
        standing_of(of.number, opening, desk.edition, title.organ, desk.applicant) if of else None
    )
    # The number is of the organ that gave it, and so are its words.
    moved = standing is not None and standing.organ_code != title.organ
    numbered_on = legal_day(desk.now) if moved else valid_from
    order = LicenceOrder(
        type_code=licence_type(desk.edition, title.organ),
        type_name=result.name,
        number=standing.number if standing and not moved else _new_number(desk, numbered_on.year),
        previous=standing.id if standing else None,
        from_organ=standing.organ_code if standing else "",
        holder=str(desk.applicant["name"]),
        holder_is_person=desk.applicant.get("kind") != "legal",
        holder_party=desk.case.opening.party,
        organ_code=title.organ,
        organ_name=title.organ_name,
        issued_on=legal_day(desk.now),
        valid_from=valid_from,
        valid_to=event.valid_to,
        lines=particulars(desk, standing),
        simulated=settings.DEMO,
    )
    licence = issue_licence(order, case_id=desk.case.id)
    return dataclasses.replace(
        event, licence=licence.identifier, content_digest=licence.content_digest
    )


def _new_number(desk: Desk, year: int) -> str:
    serial = documents.draw_number(f"licence:{desk.title.organ}:{desk.word}", year)
    return documents.document_number(f"{desk.word}证", year, serial)


WRITERS: dict[type[Event], Callable[[Desk, Any], Any]] = {
    Granted: _grant,
    Refused: _refusal,
    DeemedRenewed: _renewal,
    RenewalConfirmed: _renewal,
}
