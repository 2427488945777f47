"""Hearings in licensing (听证): told, asked for, set, held on record; LicLaw 行政许可法 46 to 48.

From the request, or the announcement, until the record is in the file the clocks stand still
(LicLaw 45). Nothing is decided while somebody may still ask; what was heard binds the decision.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from yichuang.catalogue.pure import PowerType
from yichuang.kernel.public import InvalidInput
from yichuang.law.public import Calendar, LastDay, last_day, latest_day_before, period_of
from yichuang.ledger.pure import Event, Sealed

from ..errors import (
    GroundMissing,
    HearingHostNotAllowed,
    HearingLicencesOnly,
    HearingNoticeShort,
    HearingNotOpen,
    HearingOpen,
    HearingRecordNotCited,
    HearingTooLate,
    StepNotAllowed,
)
from ..events import Resumed, Suspended
from ..hearing_commands import (
    AnnounceHearing,
    RecordHearing,
    RequestHearing,
    SetHearing,
    TakeHearingRequest,
    TakeHearingWaiver,
    TellHearing,
    WaiveHearing,
)
from ..hearing_events import (
    HearingAnnounced,
    HearingRecorded,
    HearingRequested,
    HearingSet,
    HearingTold,
    HearingWaived,
)
from ..state import ApplicationState, Status, legal_day
from .facts import Facts

KIND = "hearing"
APPLICANT, THIRD = "applicant", "third"
PARTIES = frozenset({APPLICANT, THIRD})
HELD, ABSENT = "held", "absent"
ASK_WITHIN = period_of("LicLaw", 5, "日", article="47")
HOLD_WITHIN = period_of("LicLaw", 20, "日", article="47")
NOTICE_AHEAD = period_of("LicLaw", 7, "日", article="48")
ASKED_FOR = {APPLICANT: "申请人依法申请听证", THIRD: "利害关系人依法申请听证"}
LONGEST_LEAD = timedelta(days=366)  # a hearing set for later is a slip


def tell(state: ApplicationState, command: TellHearing, facts: Facts) -> list[Event]:
    """Tell the applicant or others concerned of their right, once (告知听证权利). LicLaw 47."""
    _licence(state, command.kind, Status.ACCEPTED)
    if state.hearing is not None:
        raise HearingNotOpen(article="LicLaw 47", rule="told_before")
    if not command.to or set(command.to) - PARTIES:
        raise InvalidInput(field="to", rule="unknown")
    if not command.interest.strip():
        raise GroundMissing(field="interest", article="LicLaw 47")
    return [
        HearingTold(
            effective_at=facts.now,
            to=tuple(sorted(set(command.to))),
            ask_within=ASK_WITHIN,
            interest=Sealed(command.interest, "reason"),
        )
    ]


def ask_until(state: ApplicationState, calendar: Calendar) -> LastDay | None:
    """Return the last day on which those told may ask for a hearing; None where none was told."""
    hearing = state.hearing
    if hearing is None or hearing.told_on is None or hearing.ask_within is None:
        return None
    return last_day(hearing.ask_within, started_on=hearing.told_on, calendar=calendar)


def ask_by(state: ApplicationState, calendar: Calendar) -> date | None:
    """Return the day of `ask_until`."""
    until = ask_until(state, calendar)
    return until.on if until else None


def may_ask(state: ApplicationState, calendar: Calendar, today: date) -> tuple[str, ...]:
    """Return who may still ask for a hearing today."""
    until, hearing = ask_by(state, calendar), state.hearing
    if hearing is None or hearing.outcome or until is None or today > until:
        return ()
    gone = {*hearing.waived, *hearing.requested}
    return tuple(party for party in hearing.told_to if party not in gone)


def request(
    state: ApplicationState, command: RequestHearing | TakeHearingRequest, facts: Facts
) -> list[Event]:
    """Record a request made in time; the first stops the clocks (申请听证). LicLaw 45, 47.

    Raises HearingNotOpen for who was not told, gave it up or asked before, and after the last day.
    """
    _licence(state, command.kind, Status.ACCEPTED, Status.SUSPENDED)
    by, at_window = APPLICANT, isinstance(command, TakeHearingRequest)
    who = facts.actor.name
    if isinstance(command, TakeHearingRequest):
        by, who = command.by, command.who.strip()
        if not who:
            raise GroundMissing(field="who")
    if by not in may_ask(state, facts.calendar, legal_day(facts.now)):
        until = ask_by(state, facts.calendar)
        raise HearingNotOpen(article="LicLaw 47", rule="not_open", until=str(until or ""))
    requested = HearingRequested(
        effective_at=facts.now,
        by=by,
        entrance="window" if at_window else "online",
        hold_within=HOLD_WITHIN,
        request=Sealed({"who": who, "reason": command.reason.strip()}),
    )
    if state.status is Status.SUSPENDED:
        return [requested]
    latest = last_day(HOLD_WITHIN, started_on=legal_day(facts.now), calendar=facts.calendar).on
    return [requested, _pause(facts, latest, ASKED_FOR[by])]


def _pause(facts: Facts, until: date, reason: str) -> Suspended:
    return Suspended(
        effective_at=facts.now,
        procedure=KIND,
        article="LicLaw 45",
        expected_until=until,
        reason=Sealed(reason, "reason"),
    )


def waive(
    state: ApplicationState, command: WaiveHearing | TakeHearingWaiver, facts: Facts
) -> list[Event]:
    """Give the right up, or take a request back; with the last request the clocks go on (放弃听证).

    A public hearing takes place whoever stays away.
    """
    _licence(state, command.kind, Status.ACCEPTED, Status.SUSPENDED)
    by, who = APPLICANT, facts.actor.name
    if isinstance(command, TakeHearingWaiver):
        by, who = command.by, command.who.strip()
        if not who:
            raise GroundMissing(field="who")
    hearing = state.hearing
    may = may_ask(state, facts.calendar, legal_day(facts.now))
    if hearing is None or hearing.outcome or by not in {*may, *hearing.requested}:
        raise HearingNotOpen(article="LicLaw 47", rule="not_open")
    if hearing.set_for is not None and facts.now >= hearing.set_for:
        raise HearingNotOpen(article="LicLaw 48", rule="not_open")  # now only its record ends it
    waived = HearingWaived(
        effective_at=facts.now,
        by=by,
        entrance="window" if isinstance(command, TakeHearingWaiver) else "online",
        waiver=Sealed({"who": who}),
    )
    last = not hearing.public and hearing.requested == (by,)
    if last and stands_still_for_it(state):
        return [waived, Resumed(effective_at=facts.now)]
    return [waived]


def announce(state: ApplicationState, command: AnnounceHearing, facts: Facts) -> list[Event]:
    """Hold a public hearing on the organ's own motion (听证公告). LicLaw 46, 48.

    Raises HearingNoticeShort less than seven days ahead, HearingHostNotAllowed for the host.
    """
    _licence(state, command.kind, Status.ACCEPTED)
    if state.hearing is not None and state.hearing.outcome:
        raise HearingNotOpen(article="LicLaw 46", rule="held_before")
    if not command.reason.strip():
        raise GroundMissing(field="reason", article="LicLaw 46")
    _may_be_set(state, command, facts)
    announced = HearingAnnounced(
        effective_at=facts.now,
        set_for=command.set_for,
        place=command.place.strip(),
        host=command.host,
        reason=Sealed(command.reason, "reason"),
    )
    return [announced, _pause(facts, legal_day(command.set_for), command.reason)]


def set_hearing(state: ApplicationState, command: SetHearing, facts: Facts) -> list[Event]:
    """Tell time, place and host of a hearing that is to be held (听证通知). LicLaw 47, 48.

    Raises HearingTooLate for a day after the twenty, as long as a lawful day is left in them.
    """
    _licence(state, command.kind, Status.SUSPENDED)
    if not hearing_awaited(state):
        raise StepNotAllowed(step=command.kind, status=state.status.value, number=state.number)
    _may_be_set(state, command, facts)
    limit = hold_by(state, facts.calendar)
    late = limit is not None and legal_day(command.set_for) > limit
    if late and limit is not None:
        notice = latest_day_before(limit, NOTICE_AHEAD, calendar=facts.calendar).on
        if legal_day(facts.now) <= notice:
            raise HearingTooLate(field="set_for", article="LicLaw 47", until=str(limit))
    return [
        HearingSet(
            effective_at=facts.now,
            set_for=command.set_for,
            place=command.place.strip(),
            host=command.host,
            late=late,
        )
    ]


def hearing_awaited(state: ApplicationState) -> bool:
    """Return whether a hearing is asked for or announced and has no record yet."""
    hearing = state.hearing
    if state.status is not Status.SUSPENDED or hearing is None or hearing.outcome:
        return False
    return hearing.public or bool(hearing.requested)


def stands_still_for_it(state: ApplicationState) -> bool:
    """Return whether it is a hearing in steps of its own that stops the clocks now."""
    paused_for = next((i.procedure for i in state.suspensions if i.last is None), "")
    return hearing_awaited(state) and paused_for == KIND


def begins_after(state: ApplicationState, facts: Facts) -> list[Event]:
    """Return the pause of a hearing asked for during another procedure, when that one ends."""
    until = hold_by(state, facts.calendar)
    if not hearing_awaited(state) or until is None:
        return []
    assert state.hearing is not None
    reason = ASKED_FOR[state.hearing.requested[0]]
    return [_pause(facts, max(until, legal_day(facts.now)), reason)]


def hold_by(state: ApplicationState, calendar: Calendar) -> date | None:
    """Return the last day on which a hearing that was asked for must be held; None for others."""
    hearing = state.hearing
    if hearing is None or hearing.asked_on is None or hearing.hold_within is None:
        return None
    return last_day(hearing.hold_within, started_on=hearing.asked_on, calendar=calendar).on


def notify_by(day: date, calendar: Calendar) -> date:
    """Return the last day on which a hearing of that day can be notified. LicLaw 48."""
    return latest_day_before(day, NOTICE_AHEAD, calendar=calendar).on


def _may_be_set(
    state: ApplicationState, command: AnnounceHearing | SetHearing, facts: Facts
) -> None:
    if not command.place.strip():
        raise GroundMissing(field="place", article="LicLaw 48")
    if command.set_for.tzinfo is None or command.set_for > facts.now + LONGEST_LEAD:
        raise InvalidInput(field="set_for", rule="beyond_longest")
    today = legal_day(facts.now)
    day = legal_day(command.set_for) if command.set_for > facts.now else today
    if today > notify_by(day, facts.calendar):
        raise HearingNoticeShort(field="set_for", article="LicLaw 48")
    _host_may(state, command.host, facts)


def _host_may(state: ApplicationState, host: str, facts: Facts) -> None:
    """Refuse a host who examines this case, or is not competent in the organ. LicLaw 48."""
    if host in {mark.officer for mark in (*state.opinions, *state.recalled)}:
        raise HearingHostNotAllowed(field="host", article="LicLaw 48", rule="examined")
    known = facts.host
    if known is None or known.officer != host:
        raise HearingHostNotAllowed(field="host", rule="unknown_officer")
    if known.fault:
        raise HearingHostNotAllowed(field="host", rule=known.fault)


def record(state: ApplicationState, command: RecordHearing, facts: Facts) -> list[Event]:
    """Put the record in the file; counting goes on the next working day. LicLaw 45, 48.

    A hearing that was held has a record that those who took part have signed. Where nobody who
    asked came, that is recorded and gives the right up; a public hearing is held all the same.
    """
    _licence(state, command.kind, Status.SUSPENDED)
    hearing = state.hearing
    if not hearing_awaited(state) or hearing is None:
        raise StepNotAllowed(step=command.kind, status=state.status.value, number=state.number)
    if hearing.set_for is None or facts.now < hearing.set_for:
        raise HearingNotOpen(article="LicLaw 48", rule="not_held_yet")
    if command.outcome not in {HELD, ABSENT} or (command.outcome == ABSENT and hearing.public):
        raise InvalidInput(field="outcome", rule="unknown")
    if not command.record.strip():
        raise GroundMissing(field="record", article="LicLaw 48")
    if command.outcome == HELD and not command.signed_by.strip():
        raise GroundMissing(field="signed_by", article="LicLaw 48")
    recorded = HearingRecorded(
        effective_at=facts.now,
        outcome=command.outcome,
        officer=facts.actor.id,
        record=Sealed(command.record, "document"),
        signed_by=Sealed(command.signed_by.strip()) if command.signed_by.strip() else None,
    )
    if stands_still_for_it(state):
        return [recorded, Resumed(effective_at=facts.now)]
    return [recorded]


def refuse_to_decide(state: ApplicationState, cited: str, facts: Facts) -> None:
    """Refuse a decision while somebody may still ask, or one that does not rest on the record.

    Raises HearingOpen, HearingRecordNotCited. Source: LicLaw 47, 48.
    """
    if may_ask(state, facts.calendar, legal_day(facts.now)):
        raise HearingOpen(article="LicLaw 47", until=str(ask_by(state, facts.calendar)))
    heard = state.hearing is not None and state.hearing.outcome == HELD
    if heard and not cited.strip():
        raise HearingRecordNotCited(field="hearing_record", article="LicLaw 48")
    if cited.strip() and not heard:
        raise InvalidInput(field="hearing_record", rule="unknown")


def refuse_host(state: ApplicationState, facts: Facts) -> None:
    """Refuse the examination to who hosts the hearing. LicLaw 48."""
    if state.hearing is not None and state.hearing.host == facts.actor.id:
        raise HearingHostNotAllowed(article="LicLaw 48", rule="hosts")


def must_take_its_own_way(state: ApplicationState, procedure: str) -> bool:
    """Return whether a special procedure is a hearing of a licence, which has steps of its own."""
    return procedure == KIND and state.pins.power_type == PowerType.LICENCE


def _licence(state: ApplicationState, step: str, *allowed: Status) -> None:
    if state.status not in allowed:
        raise StepNotAllowed(step=step, status=state.status.value, number=state.number)
    if state.pins.power_type != PowerType.LICENCE:
        raise HearingLicencesOnly(article="LicLaw 46")


def set_moment(state: ApplicationState) -> datetime | None:
    """Return when the hearing under way is to be held, once that is told."""
    return state.hearing.set_for if hearing_awaited(state) and state.hearing else None
