"""Papers from the filing to the acceptance: receipt, supplement, acceptance, non-acceptance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings

from yichuang.catalogue.public import shown_only
from yichuang.documents import public as documents
from yichuang.ledger.public import Event, calendar_in_force

from ..events import (
    Accepted,
    DeemedAccepted,
    DeemedConfirmed,
    Filed,
    MaterialMark,
    NotAccepted,
    SupplementRequested,
)
from ..procedure import deadline
from ..procedure.bars import FALSE_ARTICLE, FALSE_MATERIALS
from .desk import Desk, basis, words
from .handup import handed_on, period_words

DECLINED_BY = {
    "not_required": "LicLaw 32(1)",
    "not_competent": "LicLaw 32(2)",
    FALSE_MATERIALS: FALSE_ARTICLE,
}

SHOWN = "当场查验，已交还"
HOW = {
    "upload": "电子件",
    "paper": "原件",
    "licence": "电子证照",
    "form": "统一申请表",
    "interface": "数据核验",
    "promise": "告知承诺",
}


def _receipt(desk: Desk, event: Filed) -> documents.Receipt:
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
                form=_form(desk, mark),
                copies=mark.copies or 1,
            )
            for mark in event.materials
        ),
        query_code=str(event.query_code.content),
        query_url=f"{settings.PUBLIC_URL}/progress/?number={event.number}",
        contact=desk.contact,
    )


def _form(desk: Desk, mark: MaterialMark) -> str:
    if mark.how == "paper" and shown_only(desk.material_name(mark.code)):
        return SHOWN
    return HOW.get(mark.how, "")


def _supplement(desk: Desk, event: SupplementRequested) -> documents.SupplementNotice:
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
        basis=basis(desk, "LicLaw 32(4)"),
        contact=desk.contact,
    )


def _acceptance(
    desk: Desk,
    event: Accepted | DeemedAccepted | DeemedConfirmed,
) -> documents.AcceptanceNotice | None:
    """Return the notice of acceptance; where it is held for a person, it goes with his word."""
    if isinstance(event, DeemedAccepted) and event.held:
        return None
    calendar, state = calendar_in_force(), desk.state
    statutory = deadline(state, state.pins.statutory, calendar)
    promised = deadline(state, state.pins.promised, calendar)
    handed = handed_on(state)
    promised_later = state.pins.promised if handed else None
    if (statutory is None or statutory.due_on is None) and not handed.get("first_due_on"):
        return None
    return documents.AcceptanceNotice(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        accepted_on=desk.accepted_on,
        statutory_period=words(statutory) if statutory else period_words(state.pins.statutory),
        statutory_due_on=statutory.due_on if statutory else None,
        promised_period=words(promised) if promised else period_words(promised_later),
        promised_due_on=promised.due_on if promised else None,
        provisional=bool(statutory and statutory.provisional),
        **handed,
        deemed=state.deemed,
        excluded=tuple(procedure.name for procedure in desk.edition.special_procedures),
        fee="不收费" if not desk.edition.fees else "按收费公示标准收取",
        query_url=f"{settings.PUBLIC_URL}/progress/?number={state.number}",
        basis=basis(desk, "LicLaw 32(5)"),
        contact=desk.contact,
    )


def _non_acceptance(desk: Desk, event: NotAccepted) -> documents.NonAcceptance:
    assert event.reasons is not None
    return documents.NonAcceptance(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        reasons=str(event.reasons.content),
        remedies=desk.remedies,
        competent_organ=event.competent_organ,
        basis=basis(desk, DECLINED_BY[event.ground]),
        warned=event.ground == FALSE_MATERIALS,
        barred_until=event.barred_until,
    )


WRITERS: dict[type[Event], Callable[[Desk, Any], Any]] = {
    Filed: _receipt,
    SupplementRequested: _supplement,
    Accepted: _acceptance,
    DeemedAccepted: _acceptance,
    DeemedConfirmed: _acceptance,
    NotAccepted: _non_acceptance,
}
