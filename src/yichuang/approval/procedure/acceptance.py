"""From filing to acceptance: receive, ask once for what is missing, accept or decline."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any

from yichuang.catalogue.pure import (
    ON_APPLICATION,
    SITUATIONS,
    EditionContent,
    HandlingKind,
    PowerType,
    PromiseTerms,
    Step,
    is_table,
    questions_of,
    rows_of,
)
from yichuang.flow.public import flaws
from yichuang.kernel.public import InvalidInput
from yichuang.law.public import Period, Unit, promise_within
from yichuang.ledger.pure import Event, Sealed

from ..commands import (
    Accept,
    AnswerSupplement,
    DeclineAcceptance,
    File,
    Receive,
    RequestSupplement,
    TakeSupplement,
    Withdraw,
)
from ..errors import (
    LateEntryNeedsGround,
    MaterialsMissing,
    NotFileable,
    ReasonsMissing,
    StepNotAllowed,
    SupplementAskedBefore,
    SupplementEmpty,
    UnknownMaterial,
)
from ..events import (
    Accepted,
    Closed,
    Filed,
    NotAccepted,
    Pins,
    SituationPin,
    StepPin,
    Supplemented,
    SupplementRequested,
    Withdrawn,
)
from ..state import DECISION_STEP, ApplicationState, Status, legal_day
from . import handup
from .bars import (
    AFTER_FALSE_MATERIALS,
    FALSE_ARTICLE,
    FALSE_MATERIALS,
    bar_ends,
    refuse_while_barred,
)
from .facts import Facts, is_past, licensing, marks, no_longer_needed, open_codes
from .offers import held_already, offered
from .promise import signed_terms
from .renewal import pin_of

ACCEPTANCE = Period(5, Unit.WORKING_DAY, "LicLaw 32(4)")
DECISION = Period(20, Unit.WORKING_DAY, "LicLaw 42")
ISSUE = Period(10, Unit.WORKING_DAY, "LicLaw 44")
VALIDITY_UNITS = frozenset({Unit.CALENDAR_DAY, Unit.MONTH, Unit.YEAR})
IDENTIFIED = frozenset({"read", "typed"})
HANDLING_ACTS = frozenset({"approval.examine", "approval.review", "approval.decide"})


def receive(state: ApplicationState, command: File | Receive, facts: Facts) -> list[Event]:
    """Record an application as it arrives; gaps do not turn it away (收件). LicLaw 29, 32.

    Raises NotFileable where the guide lacks what filing needs, LateEntryNeedsGround for a window
    entry of an earlier day without a ground, InvalidInput for a moment that has not been, Barred
    while a bar on applying again runs.
    """
    if state.status is not Status.NEW:
        raise StepNotAllowed(step=command.kind, status=state.status)
    edition = _fileable(facts.edition)
    received_at, late = _received_at(command, facts)
    refuse_while_barred(received_at, facts)
    offer = offered(command, edition, facts)
    present = marks(edition, command.materials, at_window=isinstance(command, Receive))
    if offer:
        present = held_already(edition, command.form)
    late_ground = command.late_ground if isinstance(command, Receive) else ""
    signer = command.promise_signed_by.strip()
    terms = signed_terms(edition) if signer else None
    return [
        Filed(
            effective_at=received_at,
            entrance=_entrance(command),
            pins=pins_of(edition, terms),
            title=facts.title,
            materials=present,
            gaps=open_codes(edition, command.form, present, by_promise=terms is not None),
            late=late,
            form=Sealed(command.form),
            applicant=Sealed(command.applicant),
            late_ground=Sealed(late_ground, "reason") if late_ground else None,
            by_promise=terms is not None,
            promise=Sealed({"text": terms.text, "signed_by": signer}) if terms else None,
            of=pin_of(command, edition, received_at, facts),
            offer=offer.id if offer else "",
            offer_source=offer.source if offer else "",
            situations=_situations(edition, command.form),
            **_at_the_counter(command),
        )
    ]


def _entrance(command: File | Receive) -> str:
    if isinstance(command, Receive):
        return "window"
    return "offer" if command.offer else "online"


def _at_the_counter(command: File | Receive) -> dict[str, Any]:
    """Return how the person was identified, and his signature. Raises InvalidInput."""
    if isinstance(command, File):
        return {}
    if command.identified not in IDENTIFIED:
        raise InvalidInput(field="identified", rule="unknown")
    return {
        "identified": command.identified,
        "signature": command.signature,
        "signature_digest": command.signature_digest,
        "seen_on_screen": command.seen_on_screen,
    }


def _fileable(edition: EditionContent | None) -> EditionContent:
    if edition is None or edition.materials is None:
        raise NotFileable(lacks=["materials"])
    if edition.power_type not in ON_APPLICATION:
        raise NotFileable(lacks=["power_type"])
    # Not every law sets a limit for payments and confirmations; the published promise binds then.
    # A guide that names no kind of handling is handled as a committed matter: nothing is waived.
    limited = edition.statutory is not None or edition.promised is not None
    if edition.handling_kind is not HandlingKind.INSTANT and not limited:
        raise NotFileable(lacks=["statutory", "promised"])
    if not handup.possible(edition):
        raise NotFileable(lacks=["hand_up"])
    if not _steps_can_be_taken(edition):
        raise NotFileable(lacks=["steps"])
    validity = edition.result.validity if edition.result else None
    if validity is not None and validity.unit not in VALIDITY_UNITS:
        raise NotFileable(lacks=["result"])
    return edition


def _steps_can_be_taken(edition: EditionContent) -> bool:
    """Return whether every handling step is one somebody can complete, and told from the others."""
    codes = [step.code for step in edition.steps]
    if is_table(edition.steps) and (flaws(rows_of(edition)) or edition.hand_up):
        return False
    return len(set(codes)) == len(codes) and all(
        step.act in HANDLING_ACTS and step.people >= 1 for step in edition.steps
    )


def _received_at(command: File | Receive, facts: Facts) -> tuple[datetime, bool]:
    if isinstance(command, File) or command.received_at is None:
        return facts.now, False
    if not is_past(command.received_at, facts):
        raise InvalidInput(field="received_at", rule="future")
    late = legal_day(command.received_at) < legal_day(facts.now)
    if late and not command.late_ground.strip():
        raise LateEntryNeedsGround(field="late_ground", received=str(command.received_at))
    return command.received_at, late


def pins_of(edition: EditionContent, promised_on: PromiseTerms | None = None) -> Pins:
    """Return what a case keeps of its edition. The licensing law binds licences only.

    It gives a licence its periods where the guide has none, and a guide may shorten the time to
    answer a filing, never lengthen it: silence would accept later than the law says. On a promise
    it is decided on the spot, so no step is left but the decision.
    """
    licence = edition.power_type is PowerType.LICENCE
    own = edition.acceptance.period if edition.acceptance else None
    if licence and (own is None or not promise_within(ACCEPTANCE, own)):
        own = ACCEPTANCE
    statutory = edition.statutory.period if edition.statutory else DECISION if licence else None
    above = edition.hand_up is not None
    steps = [
        StepPin(s.code, s.name, s.act, s.people, _separate(s, edition), s.above and above)
        for s in edition.steps
    ]
    before = tuple(s for s in steps if s.act != DECISION_STEP.act and promised_on is None)
    unnamed = dataclasses.replace(DECISION_STEP, separate=_others_by_default(edition))
    decision = next((step for step in steps if step.act == DECISION_STEP.act), unnamed)
    pinned = (*before, decision)  # the decision comes last, wherever the guide lists it
    return Pins(
        power_type=edition.power_type.value,
        instant=edition.handling_kind is HandlingKind.INSTANT,
        acceptance=own,
        silence_accepts=own is not None,
        statutory=statutory,
        promised=edition.promised.period if edition.promised and not promised_on else None,
        steps=pinned if promised_on else _as_a_table(pinned, edition),
        result_kind=edition.result.kind if edition.result else "4",
        issue=ISSUE if licence else None,
        check_within=promised_on.check_within if promised_on else None,
        hand_up=handup.pin_of(edition),
    )


def _as_a_table(pins: tuple[StepPin, ...], edition: EditionContent) -> tuple[StepPin, ...]:
    """Return the rows of a table in full, and a plain list as it is."""
    if not is_table(edition.steps):
        return pins
    periods = {step.code: step.period for step in edition.steps}
    rows = {row.code: row for row in rows_of(edition)}
    return tuple(
        dataclasses.replace(
            pin,
            after=rows[pin.code].after,
            when=rows[pin.code].when,
            back_to=rows[pin.code].back_to,
            organs=rows[pin.code].organs,
            rule=rows[pin.code].rule.value,
            silence=rows[pin.code].silence,
            same_officer=rows[pin.code].same_officer,
            period=periods.get(pin.code),
        )
        for pin in pins
    )


def _situations(edition: EditionContent, form: dict[str, Any]) -> tuple[SituationPin, ...]:
    """Return the answers on which steps depend, and no others: what is filed is sealed."""
    asked = questions_of(edition) if is_table(edition.steps) else frozenset()
    given = form.get(SITUATIONS)
    if not asked or not isinstance(given, dict):
        return ()
    return tuple(SituationPin(code, str(given[code])) for code in sorted(asked) if code in given)


def _separate(step: Step, edition: EditionContent) -> bool:
    """Return whether a step is for others than who took an earlier one."""
    if step.separate is not None:
        return step.separate
    return _others_by_default(edition) and step.act != "approval.examine"


def _others_by_default(edition: EditionContent) -> bool:
    """Return whether review and decision are for others, where the guide says nothing of it.

    For licences that are not finished on the spot; several may examine one after the other.
    """
    instant = edition.handling_kind is HandlingKind.INSTANT
    return edition.power_type is PowerType.LICENCE and not instant


def request_supplement(
    state: ApplicationState, command: RequestSupplement, facts: Facts
) -> list[Event]:
    """Tell the applicant everything that is missing, once (一次性告知). LicLaw 32(4).

    Raises SupplementAskedBefore on a second notice, SupplementEmpty without a named defect, and
    MaterialsAskedAgain to the organ above (LicLaw 35).
    """
    handup.refuse_to_ask_again(state)
    require(state, command.kind, Status.RECEIVED)
    if state.asked_once:
        raise SupplementAskedBefore(article=licensing(state, "LicLaw 32(4)"), number=state.number)
    if not command.items or not all(item.defects or item.note for item in command.items):
        raise SupplementEmpty(field="items", article=licensing(state, "LicLaw 32(4)"))
    known = {m.code for m in (facts.edition.materials if facts.edition else None) or ()}
    for item in command.items:
        if item.code not in known and item.code != "form":
            raise UnknownMaterial(field="items", material=item.code, rule="unknown")
    _after_today(command.answer_by, facts)
    return [
        SupplementRequested(
            effective_at=facts.now,
            codes=tuple(item.code for item in command.items),
            answer_by=command.answer_by,
            notice=Sealed(
                [
                    {"code": i.code, "defects": list(i.defects), "note": i.note}
                    for i in command.items
                ],
                "reason",
            ),
        )
    ]


def _after_today(day: date | None, facts: Facts) -> None:
    if day is not None and day <= legal_day(facts.now):
        raise SupplementEmpty(field="answer_by", rule="past", day=day.isoformat())


def take_supplement(
    state: ApplicationState, command: AnswerSupplement | TakeSupplement, facts: Facts
) -> list[Event]:
    """Record what came in answer to the notice; it may come in parts (补正). LicLaw 32(5).

    A corrected form may show that a material of the notice is not needed after all.
    """
    require(state, command.kind, Status.SUPPLEMENT)
    assert facts.edition is not None
    at_window = isinstance(command, TakeSupplement)
    present = marks(facts.edition, command.materials, at_window=at_window)
    unneeded = no_longer_needed(facts.edition, command.answers or {})
    came = {mark.code for mark in present}
    if command.answers:
        came.add("form")
    if not came:
        raise SupplementEmpty(field="materials", rule="nothing came")
    return [
        Supplemented(
            effective_at=facts.now,
            materials=present,
            open_codes=tuple(code for code in state.asked if code not in came | unneeded),
            unneeded=tuple(sorted(unneeded)),
            answers=Sealed(command.answers) if command.answers else None,
            situations=_situations(facts.edition, command.answers or {}),
        )
    ]


def accept(state: ApplicationState, command: Accept, facts: Facts) -> list[Event]:
    """Accept (受理); both clocks count from the next day. LicLaw 32(5).

    Raises MaterialsMissing while a required material is open.
    """
    require(state, command.kind, Status.RECEIVED)
    if state.gaps:
        raise MaterialsMissing(
            article=licensing(state, "LicLaw 32(4)"),
            number=state.number,
            materials=list(state.gaps),
        )
    return [Accepted(effective_at=facts.now)]


def decline(state: ApplicationState, command: DeclineAcceptance, facts: Facts) -> list[Event]:
    """Do not accept, at once and with reasons (不予受理). LicLaw 32(1)(2), 78.

    A false application for a licence is met with a warning; where safety is at stake its applicant
    may not apply for the same again for a year.
    """
    require(state, command.kind, Status.RECEIVED)
    false = command.ground == FALSE_MATERIALS
    if command.ground not in {"not_required", "not_competent"} and not (
        false and licensing(state, FALSE_ARTICLE)
    ):
        raise ReasonsMissing(
            field="ground", article=licensing(state, "LicLaw 32(1)"), rule="unknown"
        )
    if not command.reasons.strip():
        raise ReasonsMissing(field="reasons", article=licensing(state, "LicLaw 32"))
    if command.ground == "not_competent" and not command.competent_organ.strip():
        raise ReasonsMissing(field="competent_organ", article=licensing(state, "LicLaw 32(2)"))
    return [
        NotAccepted(
            effective_at=facts.now,
            ground=command.ground,
            competent_organ=command.competent_organ,
            barred_until=bar_ends(state, AFTER_FALSE_MATERIALS, facts) if false else None,
            reasons=Sealed(command.reasons, "reason"),
        ),
        Closed(effective_at=facts.now, outcome="not_accepted"),
    ]


def withdraw(state: ApplicationState, command: Withdraw, facts: Facts) -> list[Event]:
    """Take the application back; possible until it is decided (撤回申请)."""
    require(
        state,
        command.kind,
        Status.RECEIVED,
        Status.SUPPLEMENT,
        Status.ACCEPTED,
        Status.SUSPENDED,
        Status.HANDED_UP,
    )
    reason = Sealed(command.reason, "reason") if command.reason else None
    return [
        Withdrawn(effective_at=facts.now, reason=reason),
        Closed(effective_at=facts.now, outcome="withdrawn"),
    ]


def require(state: ApplicationState, step: str, *allowed: Status) -> None:
    if state.status not in allowed:
        raise StepNotAllowed(step=step, status=state.status.value, number=state.number)
