"""Papers between acceptance and decision: special procedure, extension, withdrawal."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from yichuang.documents import public as documents
from yichuang.law.public import Period, cite, say_amount
from yichuang.ledger.public import Event, calendar_in_force

from ..events import Extended, Suspended, Withdrawn
from ..procedure import deadline, first_deadline
from ..procedure.handup import awaits_hand_up
from ..procedure.hearing import HOLD_WITHIN, KIND
from ..state import legal_day
from .desk import Desk, basis


def _special_procedure(desk: Desk, event: Suspended) -> documents.SpecialProcedureNotice:
    assert event.reason is not None
    name, longest = _procedure(desk, event.procedure)
    pins = desk.state.pins
    return documents.SpecialProcedureNotice(
        head=desk.head,
        business=desk.business,
        accepted_on=desk.accepted_on,
        procedure=name,
        reason=_clause(str(event.reason.content)),
        started_on=legal_day(event.effective_at),
        needed=_words(longest),
        expected_until=event.expected_until,
        statutory_left=_left(desk, pins.statutory),
        promised_left=_left(desk, pins.promised),
        basis=(cite(event.article, "zh"),) if event.article else (),
        contact=desk.contact,
    )


def _procedure(desk: Desk, kind: str) -> tuple[str, Period | None]:
    """Return the name of a procedure and how long it may take; a hearing the law gives to all."""
    if desk.state.hearing is not None and kind == KIND:
        return "听证", HOLD_WITHIN if desk.state.hearing.requested else None
    listed = next(p for p in desk.edition.special_procedures if p.kind == kind)
    return listed.name, listed.longest


def _left(desk: Desk, period: Period | None) -> str:
    """Return what a period still holds while it stands still, in words."""
    calendar, today = calendar_in_force(), legal_day(desk.now)
    clock = deadline(desk.state, period, calendar, today)
    if clock is None and awaits_hand_up(desk.state):
        clock = first_deadline(desk.state, calendar, today)  # the lower organ's own time
    if clock is None or clock.remaining is None or clock.remaining < 1:
        return ""
    return say_amount(clock.remaining, clock.unit, "zh")


def _extension(desk: Desk, event: Extended) -> documents.ExtensionNotice | None:
    assert event.reason is not None
    state, calendar = desk.state, calendar_in_force()
    before = dataclasses.replace(state, extensions=state.extensions[:-1])
    old = deadline(before, state.pins.statutory, calendar)
    new = deadline(state, state.pins.statutory, calendar)
    if old is None or new is None or old.due_on is None or new.due_on is None:
        return None
    promised = deadline(before, state.pins.promised, calendar)
    actor = desk.actor
    return documents.ExtensionNotice(
        head=desk.head,
        business=desk.business,
        accepted_on=desk.accepted_on,
        old_due_on=old.due_on,
        added=_words(event.period),
        new_due_on=new.due_on,
        reason=_clause(str(event.reason.content)),
        approver=" ".join(part for part in (actor.post_name, actor.signing_name) if part),
        promised_due_on=promised.due_on if promised else None,
        provisional=new.provisional,
        basis=basis(desk, "LicLaw 42(1)")[:1],
        contact=desk.contact,
    )


def _withdrawal(desk: Desk, event: Withdrawn) -> documents.WithdrawalNotice:
    accepted = desk.state.accepted_at
    return documents.WithdrawalNotice(
        head=desk.head,
        business=desk.business,
        applied_on=desk.applied_on,
        withdrawn_on=legal_day(event.effective_at),
        accepted_on=legal_day(accepted) if accepted else None,
        reason=_clause(str(event.reason.content)) if event.reason else "",
        papers_kept=desk.papers_kept,
        contact=desk.contact,
    )


def _words(period: Period | None) -> str:
    return say_amount(period.amount, period.unit, "zh") if period else ""


def _clause(text: str) -> str:
    """Return what an officer wrote as it fits into a sentence: without its own full stop."""
    return text.strip().rstrip("。.；;，,")


WRITERS: dict[type[Event], Callable[[Desk, Any], Any]] = {
    Suspended: _special_procedure,
    Extended: _extension,
    Withdrawn: _withdrawal,
}
