"""The impure half of the approval line: facts in, numbers and papers, and its own table."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from yichuang.catalogue.public import EditionContent, content_of
from yichuang.directory.public import Actor, Subject, masked_name, why_not_competent
from yichuang.documents.public import draw_number
from yichuang.kernel.public import insert, ports, sm3, update
from yichuang.law.public import make_case_number
from yichuang.ledger.public import (
    CaseView,
    Command,
    Corrected,
    Event,
    RecordedEvent,
    Sealed,
    Voided,
    calendar_in_force,
    events_of,
    sealed_items,
    subject_of,
)

from .bars import bar_on
from .commands import Correct, File, RecallOpinion, Receive, Void
from .delivery import READY, RETURNED, UNARRANGED, UNDER_WAY, code_digest, new_code, shown
from .delivery_events import DELIVERY_KINDS, LaidReady
from .entries import HELD, form_now, passed_since_opinion
from .events import (
    Closed,
    DeemedAccepted,
    DeemedConfirmed,
    Filed,
    Granted,
    Issued,
    Refused,
    Supplemented,
)
from .fee_commands import IssueFeeNotice
from .fee_events import FeeNoticed
from .fees.bills import bill_differences, keep_bill, with_code
from .handup_commands import HandUp
from .hearing_commands import AnnounceHearing, SetHearing
from .held import carried_on, held_licence
from .models import Application
from .offer_rows import offer_source, take_offer
from .originals import take_papers
from .papers import with_paper
from .papers.after import end_licence
from .procedure import Above, ApprovalProcedure, Approver, Facts, FormNow, Passed
from .procedure.delivery import is_ready
from .procedure.handup import holder
from .procedure.renewal import silent_until
from .quota import room_for
from .state import ApplicationState, legal_day
from .step_commands import AddSigner, Transfer
from .titles import filing_day, organ_above, title_for
from .turn_events import (
    AcceptedWithGaps,
    DeemedRenewed,
    GrantEnded,
    MaterialsBrought,
    NothingRenewed,
    RenewalConfirmed,
)

QUERY_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is misread or misheard
QUERY_LENGTH = 8
GAP_EVENTS = (AcceptedWithGaps, MaterialsBrought)
SHOWN_IN_LISTS = (
    Closed,
    Corrected,
    DeemedAccepted,
    DeemedConfirmed,
    DeemedRenewed,
    GrantEnded,
    Granted,
    Issued,
    NothingRenewed,
    Refused,
    RenewalConfirmed,
    Supplemented,
    Voided,
    *GAP_EVENTS,
    *DELIVERY_KINDS,
)
APPROVES_MENDING = "approval.approve_mending"
HOSTS_HEARINGS = "approval.hear"
APPROVES_RELIEF = "approval.approve_mending"


class ApprovalLine:
    """See `yichuang.ledger.pure.Line`."""

    procedure = ApprovalProcedure()

    def gather(self, case: CaseView, command: Command, actor: Actor, now: datetime) -> Facts:
        """Return the case's own edition, whatever has been published since, and what mending needs.

        Whoever is named as having approved is looked up here, under the lock. Raises
        PowerTransferred or TitleNotInForce for a filing with an organ that may not take it.
        """
        edition = content_of(case.opening.edition) if case.opening.edition else None
        title = bar = None
        if edition is not None and isinstance(command, File | Receive):
            on = filing_day(command, now)
            title = title_for(case.opening, edition, on)
            bar = bar_on(case.opening.party, case.opening.matter, on)
        organ = (title or case.state.title or case.opening).organ
        fits = shown(case, command)
        return Facts(
            now=now,
            calendar=calendar_in_force(),
            actor=actor,
            edition=edition,
            title=title,
            bar=bar,
            offer_source=offer_source(case.opening, command, now),
            approver=_approver(case, command),
            host=_host(case, command),
            form=_form(case, command),
            passed=_passed(case, command),
            held=held_licence(case, command, edition, organ),
            carried_on=carried_on(case, command, organ),
            room=room_for(case, command, edition, organ, now),
            code_fits=fits.code_fits,
            document_fits=fits.document_fits,
            above=_above(case, command, edition, now),
            silence_grace=settings.SILENCE_GRACE,
        )

    def assign(self, case: CaseView, events: Sequence[Event], actor: Actor) -> Sequence[Event]:
        """Draw numbers and make out papers, in the order of the events."""
        done: list[Event] = []
        state: ApplicationState = case.state
        for event in events:
            ready = _numbered(case, event) if isinstance(event, Filed) else event
            if isinstance(ready, FeeNoticed):
                ready = with_code(case, ready)
            if isinstance(ready, LaidReady):
                code = new_code()
                ready = dataclasses.replace(ready, code=Sealed(code), code_digest=code_digest(code))
            ready = with_paper(case, state, ready, actor)
            if isinstance(ready, GrantEnded):
                end_licence(case, ready)
            state = self.procedure.evolve(state, ready)
            done.append(ready)
        return done

    def project(self, case: CaseView, events: Sequence[RecordedEvent]) -> None:
        """Write what lists show; only where an event of this batch changed it."""
        take_papers(case, events)
        keep_bill(case.id, case.state)
        for recorded in events:
            if isinstance(recorded.event, Filed):
                assert recorded.event.applicant is not None
                who = recorded.event.applicant.content
                shown_as = {"applicant_masked": _shown(who), **_projection(case.state)}
                insert(Application(case_id=case.id, **shown_as))
                if recorded.event.offer:
                    take_offer(recorded, recorded.event)
                break
            if isinstance(recorded.event, SHOWN_IN_LISTS):
                update(Application, case.id, _projection(case.state))

    def project_anew(self, case: CaseView) -> None:
        """Write anew what lists show of the state; the applicant stays as the filing named him."""
        keep_bill(case.id, case.state)
        Application.objects.filter(case_id=case.id).update(**_projection(case.state))

    def differences(self, case: CaseView) -> Sequence[str]:
        """Return the columns of the application that its events do not give."""
        row = Application.objects.filter(case_id=case.id).first()
        if row is None:
            return ("application",)
        expected = _projection(case.state)
        for applicant in sealed_items(case.id, {"applicant"}).values():
            expected["applicant_masked"] = _shown(applicant)
        wrong = [name for name, value in expected.items() if getattr(row, name) != value]
        return [*wrong, *bill_differences(case.id, case.state)]


def _above(
    case: CaseView, command: Command, edition: EditionContent | None, now: datetime
) -> Above | None:
    if edition is None or not isinstance(command, HandUp):
        return None
    return organ_above(case.state, case.opening, edition, legal_day(now))


def _subject(case: CaseView) -> Subject:
    """Return the case as the policy sees it: whoever has it names its own people."""
    return subject_of(case.opening, holder(case.state))


def _approver(case: CaseView, command: Command) -> Approver | None:
    if isinstance(command, Correct | Void):
        act = APPROVES_MENDING
    elif isinstance(command, Transfer | AddSigner):
        return _colleague(case, command)
    elif isinstance(command, IssueFeeNotice) and command.relief_fen:
        act = APPROVES_RELIEF
    else:
        return None
    named = command.approved_by
    fault = why_not_competent(named, act, _subject(case))
    return Approver(named, fault or "")


def _colleague(case: CaseView, command: Transfer | AddSigner) -> Approver:
    named = command.to if isinstance(command, Transfer) else command.signer
    fault = why_not_competent(named, command.act, _subject(case))
    return Approver(named, fault or "")


def _host(case: CaseView, command: Command) -> Approver | None:
    if not isinstance(command, AnnounceHearing | SetHearing):
        return None
    fault = why_not_competent(command.host, HOSTS_HEARINGS, _subject(case))
    return Approver(command.host, fault or "")


def _form(case: CaseView, command: Command) -> FormNow | None:
    if not isinstance(command, Correct):
        return None
    return form_now(events_of(case.id, case.opening.line), sealed_items(case.id, set(HELD)))


def _passed(case: CaseView, command: Command) -> Passed | None:
    if not isinstance(command, RecallOpinion):
        return None
    events = events_of(case.id, case.opening.line)
    return passed_since_opinion(events, case.id, case.opening.party)


def _shown(applicant: dict[str, Any]) -> str:
    """Return the applicant as lists show him: a person's name masked, a firm's as it is."""
    return masked_name(str(applicant["name"]), natural=applicant.get("kind") != "legal")


def _projection(state: ApplicationState) -> dict[str, object]:
    """Return the application's columns as its state gives them."""
    return {
        "entrance": state.entrance,
        "received_at": state.received_at,
        "late": state.late,
        "gaps": len(state.owed.codes if state.owed else state.gaps),
        "outcome": state.outcome,
        "query_digest": state.query_digest,
        "instant": state.pins.instant,
        "deemed": state.deemed,
        "silent_until": state.silent_until,
        "deemed_held": state.deemed_held,
        "renewal_until": silent_until(state),
        "renewed": state.renewed_by_silence,
        "renewal_held": state.renewal_held,
        **_delivery(state),
    }


def _delivery(state: ApplicationState) -> dict[str, object]:
    """Return where the result is, while there is one that was not handed over."""
    delivery = state.delivery
    if not is_ready(state):
        return {"delivery": "", "delivery_since": None, "collection_digest": "", "waybill": ""}
    assert state.decided_at is not None
    where, since = UNARRANGED, legal_day(state.decided_at)
    if delivery.sent_at is not None:
        where, since = UNDER_WAY, legal_day(delivery.sent_at)
    elif delivery.ready_on is not None:
        where, since = READY, delivery.ready_on
    elif delivery.returned and delivery.returned_on is not None:
        where, since = RETURNED, delivery.returned_on
    return {
        "delivery": where,
        "delivery_since": since,
        "collection_digest": delivery.code_digest,
        "waybill": delivery.waybill,
    }


def _numbered(case: CaseView, event: Filed) -> Filed:
    """Give a filing its receipt number and the code that opens its progress."""
    day = legal_day(ports().clock.now())
    serial = draw_number(f"case:{case.opening.region}:{day:%m%d}", day.year)
    number = make_case_number(case.opening.region, day, serial)
    code = _query_code()
    return dataclasses.replace(
        event,
        number=number,
        query_digest=query_digest(number, code),
        query_code=Sealed(code),
    )


def _query_code() -> str:
    random = ports().ids.nonce(QUERY_LENGTH)
    return "".join(QUERY_ALPHABET[byte % len(QUERY_ALPHABET)] for byte in random)


def query_digest(number: str, code: str) -> str:
    """Return what is kept of a query code: enough to check it, not to tell it."""
    return sm3(json.dumps([number, code.strip().upper()]).encode()).hex()
