"""Papers of a hearing: the right told, time and place, and the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from yichuang.directory.public import officer_names
from yichuang.documents import public as documents
from yichuang.law.public import cite
from yichuang.ledger.public import Event, calendar_in_force

from ..hearing_events import HearingAnnounced, HearingRecorded, HearingSet, HearingTold
from ..procedure.hearing import APPLICANT, HELD, THIRD, ask_until
from .desk import Desk

WHO = {APPLICANT: "申请人", THIRD: "利害关系人"}


def _named(officer: str) -> str:
    return officer_names([officer]).get(officer, officer)


def _right(desk: Desk, event: HearingTold) -> documents.HearingRight:
    assert event.interest is not None
    until = ask_until(desk.state, calendar_in_force())
    assert until is not None
    return documents.HearingRight(
        head=desk.head,
        business=desk.business,
        accepted_on=desk.accepted_on,
        told=tuple(WHO[party] for party in event.to),
        interest=str(event.interest.content),
        ask_by=until.on,
        provisional=until.provisional,
        basis=(cite("LicLaw 47", "zh"),),
        contact=desk.contact,
    )


def _announcement(desk: Desk, event: HearingAnnounced) -> documents.HearingAnnouncement:
    assert event.reason is not None
    return documents.HearingAnnouncement(
        head=desk.head,
        business=desk.business,
        accepted_on=desk.accepted_on,
        reason=str(event.reason.content).strip().rstrip("。"),
        set_for=event.set_for,
        place=event.place,
        host=_named(event.host),
        basis=(cite("LicLaw 46", "zh"), cite("LicLaw 48", "zh")),
        contact=desk.contact,
    )


def _notice(desk: Desk, event: HearingSet) -> documents.HearingNotice:
    return documents.HearingNotice(
        head=desk.head,
        business=desk.business,
        accepted_on=desk.accepted_on,
        set_for=event.set_for,
        place=event.place,
        host=_named(event.host),
        basis=(cite("LicLaw 47", "zh"), cite("LicLaw 48", "zh")),
        contact=desk.contact,
    )


def _record(desk: Desk, event: HearingRecorded) -> documents.HearingRecord:
    hearing = desk.state.hearing
    assert event.record is not None
    assert hearing is not None
    assert isinstance(hearing.set_for, datetime)
    return documents.HearingRecord(
        head=desk.head,
        business=desk.business,
        set_for=hearing.set_for,
        place=hearing.place,
        host=_named(hearing.host),
        held=event.outcome == HELD,
        record=str(event.record.content),
        signed_by=str(event.signed_by.content) if event.signed_by else "",
        basis=(cite("LicLaw 48", "zh"),),
    )


WRITERS: dict[type[Event], Callable[[Desk, Any], Any]] = {
    HearingTold: _right,
    HearingAnnounced: _announcement,
    HearingSet: _notice,
    HearingRecorded: _record,
}
